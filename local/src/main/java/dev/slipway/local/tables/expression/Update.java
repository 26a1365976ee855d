package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.util.List;
import java.util.stream.Stream;

/// An update: all its actions look at the item as it was, then all happen at once.
public record Update(List<Action> actions) {
  public Update {
    actions = List.copyOf(actions);
  }

  /// The item afterwards.
  ///
  /// @throws dev.slipway.local.tables.value.InvalidException when the item does not have the shape
  ///   that an action needs
  public Obj apply(Obj item) {
    var edits = new Edits();
    for (var action : actions) {
      edits.add(action.path(), action.result(item));
    }
    return edits.apply(item);
  }

  public List<Path> paths() {
    return actions.stream().map(Action::path).toList();
  }

  /// The paths that it changes and those that it reads.
  public List<Path> allPaths() {
    return actions.stream()
        .flatMap(action ->
            switch (action) {
              case Action.Put(var path, var term) -> Stream.concat(Stream.of(path), term.paths());
              case Action.Remove(var path) -> Stream.of(path);
              case Action.Add(var path, _) -> Stream.of(path);
              case Action.Delete(var path, _) -> Stream.of(path);
            })
        .toList();
  }

  /// What `UPDATED_OLD` and `UPDATED_NEW` show of an item.
  public Projection changed() {
    return new Projection(paths());
  }
}
