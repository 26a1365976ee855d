package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said of a table when it was made and later.
///
/// @param attributes the types of all key attributes, in the order of the request
/// @param settings what is only kept to be shown, by its name in the table's description
/// @param ttl the attribute with the second in which an item expires
public record TableDefinition(
    String name,
    String id,
    Instant createdAt,
    List<KeyAttribute> attributes,
    KeySchema key,
    List<Index> indexes,
    Throughput throughput,
    Json.Obj settings,
    Optional<String> ttl,
    Optional<StreamDefinition> stream,
    Map<String, String> tags) {
  public TableDefinition {
    attributes = List.copyOf(attributes);
    indexes = List.copyOf(indexes);
    tags = Map.copyOf(tags);
  }

  public boolean isProtected() {
    return settings.bool("DeletionProtectionEnabled").orElse(false);
  }

  public Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }

  public Bytes keyOf(Obj item) {
    return OrderedKeys.of(key, item);
  }

  /// The key attributes of an item.
  public Obj keysOf(Obj item) {
    var members = new LinkedHashMap<>(item.members());
    members.keySet().retainAll(key.names());
    return new Obj(members);
  }

  public TableDefinition withTtl(Optional<String> ttl) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }

  public TableDefinition withTags(Map<String, String> tags) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }

  public TableDefinition withSettings(Json.Obj settings) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }

  public TableDefinition withThroughput(Throughput throughput) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }

  public TableDefinition withIndexes(List<KeyAttribute> attributes, List<Index> indexes) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }

  public TableDefinition withStream(Optional<StreamDefinition> stream) {
    return new TableDefinition(
        name, id, createdAt, attributes, key, indexes, throughput, settings, ttl, stream, tags);
  }
}
