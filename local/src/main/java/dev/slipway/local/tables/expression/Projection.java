package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Path.Element;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The parts of an item that a reader wants. Lists close up: of `[a, b, c]`, `l[2]` leaves `[c]`.
public record Projection(List<Path> paths) {
  public Projection {
    paths = List.copyOf(paths);
  }

  /// @throws InvalidException with AWS's message
  public static Projection parse(String text, Placeholders placeholders) {
    var tokens = new Tokens(new Source("ProjectionExpression", text), placeholders);
    var paths = new ArrayList<>(List.of(tokens.path()));
    while (tokens.acceptSign(",")) {
      paths.add(tokens.path());
    }
    PathChecks.requireApart(tokens, paths);
    tokens.end();
    return new Projection(paths);
  }

  public static Projection ofAttributes(List<String> names) {
    return new Projection(names.stream().map(Path::of).toList());
  }

  public Obj of(Obj item) {
    var wanted = new Wanted();
    paths.forEach(path -> wanted.add(path.elements()));
    return wanted.of(item).map(Obj.class::cast).orElse(Obj.EMPTY);
  }

  /// A place in the document: wanted whole, or some places inside it.
  private static final class Wanted {
    private final Map<String, Wanted> members = new LinkedHashMap<>();
    private final TreeMap<Integer, Wanted> entries = new TreeMap<>();

    private void add(List<Element> path) {
      if (path.isEmpty()) {
        return;
      }
      var inner =
          switch (path.getFirst()) {
            case Element.Member(var name) -> members.computeIfAbsent(name, _ -> new Wanted());
            case Element.Index(var position) ->
                entries.computeIfAbsent(position, _ -> new Wanted());
          };
      inner.add(path.subList(1, path.size()));
    }

    private Optional<AttributeValue> of(AttributeValue value) {
      if (members.isEmpty() && entries.isEmpty()) {
        return Optional.of(value);
      }
      if (value instanceof Obj object) {
        return inside(object);
      }
      return value instanceof Arr list ? inside(list) : Optional.empty();
    }

    private Optional<AttributeValue> inside(Obj object) {
      var found = new LinkedHashMap<String, AttributeValue>();
      members.forEach((name, wanted) ->
          object.get(name).flatMap(wanted::of).ifPresent(value -> found.put(name, value)));
      return found.isEmpty() ? Optional.empty() : Optional.of(new Obj(found));
    }

    private Optional<AttributeValue> inside(Arr list) {
      var found = new ArrayList<AttributeValue>();
      entries.forEach((position, wanted) -> {
        if (position < list.items().size()) {
          wanted.of(list.items().get(position)).ifPresent(found::add);
        }
      });
      return found.isEmpty() ? Optional.empty() : Optional.of(new Arr(found));
    }
  }
}
