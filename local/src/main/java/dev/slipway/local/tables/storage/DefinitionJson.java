package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.storage.Index.Projected;
import dev.slipway.local.tables.value.ValueType;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Definitions as the store has them, with the words of CreateTable where there are such.
final class DefinitionJson {
  private DefinitionJson() {}

  static Json.Obj write(TableDefinition table) {
    return Json.object()
        .put("TableName", table.name())
        .put("TableId", table.id())
        .put("CreatedAt", table.createdAt().toString())
        .put("AttributeDefinitions", attributes(table.attributes()))
        .put("KeySchema", key(table.key()))
        .put("Indexes", Json.array(table.indexes().stream().map(DefinitionJson::index).toList()))
        .put("Throughput", throughput(table.throughput()))
        .put("Settings", table.settings())
        .put("TimeToLive", table.ttl())
        .put("Stream", table.stream().map(DefinitionJson::stream))
        .put("Tags", Json.strings(table.tags()))
        .build();
  }

  static Json.Arr attributes(List<KeyAttribute> attributes) {
    return Json.array(
        attributes.stream()
            .map(attribute ->
                Json.object()
                    .put("AttributeName", attribute.name())
                    .put("AttributeType", attribute.type().name())
                    .build())
            .toList());
  }

  private static Json.Obj index(Index index) {
    var json =
        Json.object()
            .put("IndexName", index.name())
            .put("Kind", index.kind().name())
            .put("KeySchema", key(index.key()))
            .put("Throughput", throughput(index.throughput()));
    switch (index.projected()) {
      case Projected.All _ -> json.put("All", true);
      case Projected.KeysOnly _ -> {}
      case Projected.Include(var names) -> json.put("Include", Json.strings(names));
    }
    return json.build();
  }

  private static Json.Arr key(KeySchema key) {
    return attributes(key.attributes().toList());
  }

  private static Json.Obj throughput(Throughput throughput) {
    return Json.object()
        .put("Read", (double) throughput.read())
        .put("Write", (double) throughput.write())
        .build();
  }

  static TableDefinition read(Json.Obj json) {
    return new TableDefinition(
        json.requireString("TableName"),
        json.requireString("TableId"),
        Instant.parse(json.requireString("CreatedAt")),
        readAttributes(json.array("AttributeDefinitions")),
        readKey(json.array("KeySchema")),
        json.array("Indexes").stream().map(index -> readIndex((Json.Obj) index)).toList(),
        readThroughput(json.object("Throughput")),
        json.object("Settings"),
        json.string("TimeToLive"),
        json.get("Stream").map(stream -> readStream((Json.Obj) stream)),
        readTags(json.object("Tags")));
  }

  private static List<KeyAttribute> readAttributes(List<Json> attributes) {
    return attributes.stream()
        .map(Json.Obj.class::cast)
        .map(attribute ->
            new KeyAttribute(
                attribute.requireString("AttributeName"),
                ValueType.valueOf(attribute.requireString("AttributeType"))))
        .toList();
  }

  private static KeySchema readKey(List<Json> key) {
    var attributes = readAttributes(key);
    return new KeySchema(
        attributes.getFirst(),
        attributes.size() > 1 ? Optional.of(attributes.get(1)) : Optional.empty());
  }

  private static Index readIndex(Json.Obj index) {
    return new Index(
        index.requireString("IndexName"),
        Index.Kind.valueOf(index.requireString("Kind")),
        readKey(index.array("KeySchema")),
        readProjected(index),
        readThroughput(index.object("Throughput")));
  }

  private static Projected readProjected(Json.Obj index) {
    if (index.bool("All").orElse(false)) {
      return new Projected.All();
    }
    if (index.get("Include").isEmpty()) {
      return new Projected.KeysOnly();
    }
    return new Projected.Include(
        index.array("Include").stream().map(name -> ((Json.Str) name).value()).toList());
  }

  private static Throughput readThroughput(Json.Obj throughput) {
    return new Throughput(
        (long) throughput.requireNumber("Read"), (long) throughput.requireNumber("Write"));
  }

  private static Json.Obj stream(StreamDefinition stream) {
    return Json.object()
        .put("Label", stream.label())
        .put("View", stream.view())
        .put("Enabled", stream.enabled())
        .build();
  }

  private static StreamDefinition readStream(Json.Obj stream) {
    return new StreamDefinition(
        stream.requireString("Label"),
        stream.requireString("View"),
        stream.bool("Enabled").orElse(false));
  }

  private static Map<String, String> readTags(Json.Obj tags) {
    var read = new HashMap<String, String>();
    tags.members().keySet().forEach(name -> read.put(name, tags.requireString(name)));
    return read;
  }
}
