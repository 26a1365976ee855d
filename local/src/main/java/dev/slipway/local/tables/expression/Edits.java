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

/// Changes to a document, gathered as a tree of the document's shape so that they can happen at
/// once: an index means the same entry for all of them.
final class Edits {
  private sealed interface Edit {
    record Put(AttributeValue value) implements Edit {}

    record Remove() implements Edit {}

    record Within(Edits edits) implements Edit {}
  }

  private final Map<String, Edit> members = new LinkedHashMap<>();
  private final TreeMap<Integer, Edit> entries = new TreeMap<>();

  /// @param value nothing to remove what is there
  void add(Path path, Optional<AttributeValue> value) {
    var leaf = value.<Edit>map(Edit.Put::new).orElseGet(Edit.Remove::new);
    add(path.elements(), leaf);
  }

  private void add(List<Element> path, Edit leaf) {
    if (path.size() == 1) {
      put(path.getFirst(), leaf);
      return;
    }
    within(path.getFirst()).add(path.subList(1, path.size()), leaf);
  }

  private void put(Element element, Edit edit) {
    switch (element) {
      case Element.Member(var name) -> members.put(name, edit);
      case Element.Index(var position) -> entries.put(position, edit);
    }
  }

  private Edits within(Element element) {
    var there =
        switch (element) {
          case Element.Member(var name) -> members.get(name);
          case Element.Index(var position) -> entries.get(position);
        };
    if (there instanceof Edit.Within(var edits)) {
      return edits;
    }
    var edits = new Edits();
    put(element, new Edit.Within(edits));
    return edits;
  }

  Obj apply(Obj object) {
    requireNone(entries);
    var result = new LinkedHashMap<>(object.members());
    members.forEach((name, edit) -> {
      switch (edit) {
        case Edit.Put(var value) -> result.put(name, value);
        case Edit.Remove _ -> result.remove(name);
        case Edit.Within(var edits) -> result.put(name, edits.inside(result.get(name)));
      }
    });
    return new Obj(result);
  }

  private AttributeValue inside(@org.jspecify.annotations.Nullable AttributeValue value) {
    if (value instanceof Obj object) {
      return apply(object);
    }
    if (value instanceof Arr list) {
      return apply(list);
    }
    throw invalidPath();
  }

  /// What is put beyond the end is appended, in the order of the indexes.
  private Arr apply(Arr list) {
    requireNone(members);
    var result = new ArrayList<AttributeValue>();
    for (var i = 0; i < list.items().size(); i++) {
      var old = list.items().get(i);
      var edit = entries.get(i);
      switch (edit) {
        case null -> result.add(old);
        case Edit.Put(var value) -> result.add(value);
        case Edit.Remove _ -> {}
        case Edit.Within(var edits) -> result.add(edits.inside(old));
      }
    }
    for (var edit : entries.tailMap(list.items().size()).values()) {
      switch (edit) {
        case Edit.Put(var value) -> result.add(value);
        case Edit.Remove _ -> {}
        case Edit.Within _ -> throw invalidPath();
      }
    }
    return new Arr(result);
  }

  private static void requireNone(Map<?, ?> edits) {
    if (!edits.isEmpty()) {
      throw invalidPath();
    }
  }

  private static InvalidException invalidPath() {
    return new InvalidException(
        "The document path provided in the update expression is invalid for update");
  }
}
