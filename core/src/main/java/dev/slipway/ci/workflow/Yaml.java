package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Templates;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A YAML document with positions; aliases are replaced by what they stand for.
sealed interface Yaml {
  Position at();

  /// @param value null, boolean, number or text
  record Scalar(Json value, Position at) implements Yaml {
    /// As GitHub prints it: the number `1.10` is `1.1`.
    String text() {
      return Templates.text(value);
    }

    boolean isText() {
      return value instanceof Json.Str;
    }

    boolean isNull() {
      return value instanceof Json.Null;
    }
  }

  record Sequence(List<Yaml> items, Position at) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param entries in the file's order; a key may come more than once
  record Mapping(List<Entry> entries, Position at) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The value under that key.
    Optional<Yaml> get(String key) {
      return entry(key).map(Entry::value);
    }

    Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
    }

    boolean has(String key) {
      return entry(key).isPresent();
    }

    /// Where a missing key is reported: at the first key inside.
    Position firstKey() {
      return entries.isEmpty() ? at : entries.getFirst().key().at();
    }
  }

  record Entry(Scalar key, Yaml value) {}

  /// This value as JSON; keys as text.
  default Json json() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence(var items, _) -> {
        var values = new ArrayList<Json>(items.size());
        items.forEach(item -> values.add(item.json()));
        yield Json.array(values);
      }
      case Mapping(var entries, _) -> {
        var members = new LinkedHashMap<String, Json>();
        entries.forEach(entry -> members.put(entry.key().text(), entry.value().json()));
        yield new Json.Obj(members);
      }
    };
  }
}
