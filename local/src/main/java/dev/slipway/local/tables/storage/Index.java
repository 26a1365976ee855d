package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A secondary index: another order of the items that have its key, each with some attributes.
public record Index(
    String name, Kind kind, KeySchema key, Projected projected, Throughput throughput) {
  public enum Kind {
    GLOBAL,
    LOCAL
  }

  /// Which attributes an index has beside the keys.
  public sealed interface Projected {
    record All() implements Projected {}

    record KeysOnly() implements Projected {}

    record Include(List<String> attributes) implements Projected {
      public Include {
        attributes = List.copyOf(attributes);
      }
    }
  }

  /// What the index keeps of an item.
  public Obj of(Obj item, KeySchema table) {
    return switch (projected) {
      case Projected.All _ -> item;
      case Projected.KeysOnly _ -> only(item, table, List.of());
      case Projected.Include(var attributes) -> only(item, table, attributes);
    };
  }

  private Obj only(Obj item, KeySchema table, List<String> attributes) {
    var names = new ArrayList<>(table.names());
    names.addAll(key.names());
    names.addAll(attributes);
    var members = new LinkedHashMap<>(item.members());
    members.keySet().retainAll(names);
    return new Obj(members);
  }
}
