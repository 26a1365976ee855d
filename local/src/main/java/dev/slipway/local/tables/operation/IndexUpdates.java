package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.wire.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/// `GlobalSecondaryIndexUpdates`: makes, changes and drops indexes of a table that is there.
final class IndexUpdates {
  private IndexUpdates() {}

  /// The table's indexes afterwards.
  static List<Index> apply(Request request, TableDefinition table) {
    var attributes = known(request, table);
    var indexes = new ArrayList<>(table.indexes());
    for (var update : request.structures("GlobalSecondaryIndexUpdates")) {
      update.structure("Create").ifPresent(create -> create(create, indexes, attributes));
      update.structure("Delete").ifPresent(drop -> indexes.remove(named(drop, indexes)));
      update.structure("Update").ifPresent(change -> change(change, indexes));
    }
    TableRequests.requireFewGlobal(indexes);
    return indexes;
  }

  private static void create(Request create, List<Index> indexes, List<KeyAttribute> attributes) {
    var index = TableRequests.index(create, Index.Kind.GLOBAL, attributes);
    if (indexes.stream().anyMatch(one -> one.name().equals(index.name()))) {
      throw new InvalidException(
          "Attempting to create an index which already exists: " + index.name());
    }
    indexes.add(index);
  }

  private static void change(Request change, List<Index> indexes) {
    var index = named(change, indexes);
    indexes.set(
        indexes.indexOf(index),
        new Index(
            index.name(),
            index.kind(),
            index.key(),
            index.projected(),
            TableRequests.throughput(change)));
  }

  private static Index named(Request request, List<Index> indexes) {
    return indexes.stream()
        .filter(index -> index.name().equals(request.requireText("IndexName")))
        .findFirst()
        .orElseThrow(
            () -> new AwsError(400, "ResourceNotFoundException", "Requested resource not found"));
  }

  private static List<KeyAttribute> known(Request request, TableDefinition table) {
    var known = new LinkedHashMap<String, KeyAttribute>();
    table.attributes().forEach(attribute -> known.put(attribute.name(), attribute));
    TableRequests.attributes(request).forEach(attribute -> known.put(attribute.name(), attribute));
    return List.copyOf(known.values());
  }

  /// The attributes that are part of a key afterwards.
  static List<KeyAttribute> attributes(
      Request request, TableDefinition table, List<Index> indexes) {
    var used = new HashSet<>(table.key().names());
    indexes.forEach(index -> used.addAll(index.key().names()));
    return known(request, table).stream()
        .filter(attribute -> used.contains(attribute.name()))
        .toList();
  }
}
