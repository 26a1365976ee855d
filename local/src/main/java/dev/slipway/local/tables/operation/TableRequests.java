package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.Index.Projected;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.Throughput;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads keys and indexes from requests that make or change tables, and refuses what does not fit
/// together.
final class TableRequests {
  private static final int MOST_LOCAL = 5;
  private static final int MOST_GLOBAL = 20;

  private TableRequests() {}

  static List<KeyAttribute> attributes(Request request) {
    var attributes =
        request.structures("AttributeDefinitions").stream()
            .map(attribute ->
                new KeyAttribute(
                    attribute.requireText("AttributeName"),
                    ValueType.named(attribute.requireText("AttributeType")).orElseThrow()))
            .toList();
    var names = new HashSet<String>();
    for (var attribute : attributes) {
      if (!names.add(attribute.name())) {
        throw new InvalidException("Cannot have two attributes with the same name");
      }
    }
    return attributes;
  }

  static KeySchema key(Request request, List<KeyAttribute> attributes) {
    var elements = request.structures("KeySchema");
    var names = elements.stream().map(element -> element.requireText("AttributeName")).toList();
    var types = elements.stream().map(element -> element.requireText("KeyType")).toList();
    var defined = attributes.stream().map(KeyAttribute::name).toList();
    if (names.size() > defined.size()) {
      throw new InvalidException("Invalid KeySchema: Some index key attribute have no definition");
    }
    if (!defined.containsAll(names)) {
      throw InvalidException.parameter(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: %s, AttributeDefinitions: %s"
              .formatted(names, defined));
    }
    if (names.size() == 2 && names.get(0).equals(names.get(1))) {
      throw new InvalidException(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    if (!types.getFirst().equals("HASH")) {
      throw new InvalidException(
          "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    if (types.size() == 2 && !types.get(1).equals("RANGE")) {
      throw new InvalidException(
          "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    return new KeySchema(
        attribute(names.getFirst(), attributes),
        names.size() == 2 ? Optional.of(attribute(names.get(1), attributes)) : Optional.empty());
  }

  private static KeyAttribute attribute(String name, List<KeyAttribute> attributes) {
    return attributes.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /// All indexes of a new table.
  static List<Index> indexes(Request request, KeySchema table, List<KeyAttribute> attributes) {
    var indexes = new ArrayList<Index>();
    requireSome(request, "LocalSecondaryIndexes");
    for (var local : request.structures("LocalSecondaryIndexes")) {
      if (table.range().isEmpty()) {
        throw InvalidException.parameter(
            "Table KeySchema does not have a range key, which is required when specifying a"
                + " LocalSecondaryIndex");
      }
      add(indexes, index(local, Index.Kind.LOCAL, attributes));
      requireSameHash(indexes.getLast(), table);
    }
    if (indexes.size() > MOST_LOCAL) {
      throw InvalidException.parameter(
          "Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
    requireSome(request, "GlobalSecondaryIndexes");
    for (var global : request.structures("GlobalSecondaryIndexes")) {
      add(indexes, index(global, Index.Kind.GLOBAL, attributes));
    }
    requireFewGlobal(indexes);
    return indexes;
  }

  private static void requireSome(Request request, String member) {
    if (request.has(member) && request.structures(member).isEmpty()) {
      throw InvalidException.parameter("List of %s is empty".formatted(member));
    }
  }

  static void requireFewGlobal(List<Index> indexes) {
    if (indexes.stream().filter(index -> index.kind() == Index.Kind.GLOBAL).count() > MOST_GLOBAL) {
      throw InvalidException.parameter(
          "GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
  }

  static void add(List<Index> indexes, Index index) {
    if (indexes.stream().anyMatch(one -> one.name().equals(index.name()))) {
      throw InvalidException.parameter("Duplicate index name: " + index.name());
    }
    indexes.add(index);
  }

  private static void requireSameHash(Index index, KeySchema table) {
    if (index.key().range().isEmpty()) {
      throw InvalidException.parameter(
          "Index KeySchema does not have a range key for index: " + index.name());
    }
    if (!index.key().hash().equals(table.hash())) {
      throw InvalidException.parameter(
          "Index KeySchema does not have the same leading hash key as table KeySchema for index: %s. index hash key: %s, table hash key: %s"
              .formatted(index.name(), index.key().hash().name(), table.hash().name()));
    }
  }

  static Index index(Request request, Index.Kind kind, List<KeyAttribute> attributes) {
    return new Index(
        request.requireText("IndexName"),
        kind,
        key(request, attributes),
        projected(request.requireStructure("Projection")),
        throughput(request));
  }

  private static Projected projected(Request projection) {
    var type = projection.text("ProjectionType");
    if (type.isEmpty()) {
      throw InvalidException.parameter("Unknown ProjectionType: null");
    }
    var includes = type.get().equals("INCLUDE");
    if (projection.has("NonKeyAttributes") != includes) {
      throw InvalidException.parameter(
          includes
              ? "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"
              : "ProjectionType is %s, but NonKeyAttributes is specified".formatted(type.get()));
    }
    return switch (type.get()) {
      case "ALL" -> new Projected.All();
      case "KEYS_ONLY" -> new Projected.KeysOnly();
      default -> new Projected.Include(projection.texts("NonKeyAttributes"));
    };
  }

  static Throughput throughput(Request request) {
    return request
        .structure("ProvisionedThroughput")
        .map(given ->
            new Throughput(
                given.large("ReadCapacityUnits").orElse(0L),
                given.large("WriteCapacityUnits").orElse(0L)))
        .orElse(Throughput.NONE);
  }

  /// Every defined attribute is part of some key.
  static void requireAllUsed(List<KeyAttribute> attributes, KeySchema key, List<Index> indexes) {
    var used = new HashSet<String>();
    Stream.concat(Stream.of(key), indexes.stream().map(Index::key))
        .forEach(schema -> used.addAll(schema.names()));
    if (used.size() != attributes.size()) {
      var names = attributes.stream().map(KeyAttribute::name).toList();
      throw InvalidException.parameter(
          indexes.isEmpty()
              ? "Number of attributes in KeySchema does not exactly match number of attributes"
                  + " defined in AttributeDefinitions"
              : "Some AttributeDefinitions are not used. AttributeDefinitions: %s, keys used: %s"
                  .formatted(names, List.copyOf(used)));
    }
  }

  /// Units are given exactly where they are paid for by the hour.
  static void requireThroughput(boolean provisioned, Request request) {
    if (!provisioned && request.has("ProvisionedThroughput")) {
      throw InvalidException.parameter(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
              + " PAY_PER_REQUEST");
    }
    if (provisioned && !request.has("ProvisionedThroughput")) {
      throw InvalidException.parameter(
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
              + " PROVISIONED");
    }
  }
}
