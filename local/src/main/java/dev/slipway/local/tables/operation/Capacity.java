package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.model.Json;
import java.util.Optional;
import java.util.TreeMap;

/// Capacity units that an operation used in one table and in its indexes.
final class Capacity {
  private static final int READ_UNIT = 4 * 1024;
  private static final int WRITE_UNIT = 1024;

  private final TableDefinition table;
  private final TreeMap<String, Double> indexes = new TreeMap<>();
  private double ofTable;

  Capacity(TableDefinition table) {
    this.table = table;
  }

  /// Half a unit for each 4 KB that were read, twice that for a consistent read.
  static double read(long size, boolean consistent) {
    var units = Math.max(1, Math.ceilDiv(size, READ_UNIT));
    return consistent ? units : units / 2.0;
  }

  Capacity add(double units) {
    ofTable += units;
    return this;
  }

  Capacity add(Optional<Index> index, double units) {
    index.ifPresentOrElse(
        found -> indexes.merge(found.name(), units, Double::sum), () -> add(units));
    return this;
  }

  /// A unit for each KB of the larger of both items, and what the indexes need to follow.
  Capacity addWrite(Optional<Obj> old, Optional<Obj> now) {
    ofTable += units(Math.max(size(old), size(now)));
    for (var index : table.indexes()) {
      var before = old.filter(index.key()::covers).map(item -> index.of(item, table.key()));
      var after = now.filter(index.key()::covers).map(item -> index.of(item, table.key()));
      var units = ofIndex(index, before, after);
      if (units > 0) {
        indexes.merge(index.name(), units, Double::sum);
      }
    }
    return this;
  }

  private static double ofIndex(Index index, Optional<Obj> before, Optional<Obj> after) {
    if (before.equals(after)) {
      return 0;
    }
    if (before.isPresent() && after.isPresent() && sameKey(index, before.get(), after.get())) {
      return units(Math.max(size(before), size(after)));
    }
    return before.map(item -> units(Sizes.of(item))).orElse(0.0)
        + after.map(item -> units(Sizes.of(item))).orElse(0.0);
  }

  private static boolean sameKey(Index index, Obj before, Obj after) {
    return index.key().names().stream().allMatch(name -> before.get(name).equals(after.get(name)));
  }

  private static double units(int size) {
    return Math.max(1, Math.ceilDiv(size, WRITE_UNIT));
  }

  private static int size(Optional<Obj> item) {
    return item.map(Sizes::of).orElse(0);
  }

  /// Transactions pay twice.
  Capacity doubled() {
    ofTable *= 2;
    indexes.replaceAll((_, units) -> 2 * units);
    return this;
  }

  /// As the request wants to see it; nothing where it does not.
  Optional<Json.Obj> shown(Request request) {
    return shown(request, Optional.empty());
  }

  /// @param kind `ReadCapacityUnits` or `WriteCapacityUnits`, which transactions name too
  Optional<Json.Obj> shown(Request request, Optional<String> kind) {
    var wanted = request.text("ReturnConsumedCapacity").orElse("NONE");
    if (wanted.equals("NONE")) {
      return Optional.empty();
    }
    var total = ofTable + indexes.values().stream().mapToDouble(Double::doubleValue).sum();
    var json = units(Json.object().put("TableName", table.name()), total, kind);
    if (wanted.equals("INDEXES")) {
      json.put("Table", units(Json.object(), ofTable, kind).build());
      json.put("GlobalSecondaryIndexes", ofIndexes(Index.Kind.GLOBAL, kind));
      json.put("LocalSecondaryIndexes", ofIndexes(Index.Kind.LOCAL, kind));
    }
    return Optional.of(json.build());
  }

  private static Json.Builder units(Json.Builder json, double units, Optional<String> kind) {
    json.put("CapacityUnits", units);
    kind.ifPresent(name -> json.put(name, units));
    return json;
  }

  private Optional<Json.Obj> ofIndexes(Index.Kind indexKind, Optional<String> kind) {
    var json = Json.object();
    var any = false;
    for (var index : table.indexes()) {
      var units = indexes.get(index.name());
      if (units != null && index.kind() == indexKind) {
        json.put(index.name(), units(Json.object(), units, kind).build());
        any = true;
      }
    }
    return any ? Optional.of(json.build()) : Optional.empty();
  }
}
