package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.Index.Projected;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.storage.Throughput;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueType;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Creating, describing, listing and deleting tables.
public final class TableOperations {
  private static final int MOST_NAMES = 100;

  private final Catalog catalog;
  private final InstantSource clock;
  private final Descriptions descriptions;

  public TableOperations(Catalog catalog, InstantSource clock, String region, String account) {
    this.catalog = catalog;
    this.clock = clock;
    this.descriptions =
        new Descriptions("arn:aws:dynamodb:%s:%s:table/".formatted(region, account));
  }

  public Json.Obj create(Json.Obj json) {
    var request = new Request(json);
    var definition = definition(request, clock.instant());
    return catalog.change(() -> {
      if (catalog.find(definition.name()).isPresent()) {
        throw Errors.tableExists(definition.name());
      }
      catalog.put(definition);
      return Json.object()
          .put("TableDescription", descriptions.of(definition, "CREATING", 0))
          .build();
    });
  }

  private static TableDefinition definition(Request request, Instant now) {
    var name = request.requireText("TableName");
    var attributes =
        request.structures("AttributeDefinitions").orElse(List.of()).stream()
            .map(attribute ->
                new KeyAttribute(
                    attribute.requireText("AttributeName"),
                    ValueType.valueOf(attribute.requireText("AttributeType"))))
            .toList();
    var indexes = new ArrayList<Index>();
    for (var index : request.structures("GlobalSecondaryIndexes").orElse(List.of())) {
      indexes.add(index(index, Index.Kind.GLOBAL, attributes));
    }
    for (var index : request.structures("LocalSecondaryIndexes").orElse(List.of())) {
      indexes.add(index(index, Index.Kind.LOCAL, attributes));
    }
    var settings = Json.object();
    for (var setting :
        List.of(
            "BillingMode",
            "DeletionProtectionEnabled",
            "StreamSpecification",
            "TableClass",
            "SSESpecification")) {
      settings.put(setting, request.json().get(setting));
    }
    return new TableDefinition(
        name,
        id(name, now),
        now,
        attributes,
        key(request, attributes),
        indexes,
        throughput(request),
        settings.build(),
        Optional.empty(),
        Map.of());
  }

  /// The same for the same table made at the same time, so that simulations repeat.
  private static String id(String name, Instant now) {
    return UUID.nameUUIDFromBytes((name + now).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static KeySchema key(Request request, List<KeyAttribute> attributes) {
    var elements = request.structures("KeySchema").orElseThrow(() -> Request.missing("KeySchema"));
    var names = elements.stream().map(element -> element.requireText("AttributeName")).toList();
    return new KeySchema(
        attribute(names.getFirst(), attributes),
        names.stream().skip(1).findFirst().map(name -> attribute(name, attributes)));
  }

  private static KeyAttribute attribute(String name, List<KeyAttribute> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            InvalidException.parameter(
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [%s], AttributeDefinitions: %s"
                    .formatted(name, attributes.stream().map(KeyAttribute::name).toList())));
  }

  private static Index index(Request request, Index.Kind kind, List<KeyAttribute> attributes) {
    var projection = request.requireStructure("Projection");
    var projected =
        switch (projection.text("ProjectionType").orElse("")) {
          case "ALL" -> new Projected.All();
          case "KEYS_ONLY" -> new Projected.KeysOnly();
          case "INCLUDE" ->
              new Projected.Include(projection.texts("NonKeyAttributes").orElse(List.of()));
          default -> throw InvalidException.parameter("Unknown ProjectionType: null");
        };
    return new Index(
        request.requireText("IndexName"),
        kind,
        key(request, attributes),
        projected,
        throughput(request));
  }

  private static Throughput throughput(Request request) {
    return request
        .structure("ProvisionedThroughput")
        .map(given ->
            new Throughput(
                given.integer("ReadCapacityUnits").orElse(0),
                given.integer("WriteCapacityUnits").orElse(0)))
        .orElse(Throughput.NONE);
  }

  public Json.Obj describe(Json.Obj json) {
    var table = table(new Request(json));
    return Json.object()
        .put("Table", descriptions.of(table.definition(), "ACTIVE", table.count()))
        .build();
  }

  private Table table(Request request) {
    var name = request.requireText("TableName");
    return catalog.find(name).orElseThrow(() -> Errors.tableNotFound(name));
  }

  public Json.Obj list(Json.Obj json) {
    var request = new Request(json);
    var limit = request.integer("Limit").orElse(MOST_NAMES);
    var names = catalog.namesAfter(request.text("ExclusiveStartTableName"));
    var page = names.subList(0, Math.min(limit, names.size()));
    var answer = Json.object().put("TableNames", Json.strings(page));
    if (page.size() < names.size()) {
      answer.put("LastEvaluatedTableName", page.getLast());
    }
    return answer.build();
  }

  public Json.Obj delete(Json.Obj json) {
    var request = new Request(json);
    return catalog.change(() -> {
      var table = table(request);
      if (table.definition().isProtected()) {
        throw new InvalidException(
            "Resource cannot be deleted as it is currently protected against deletion. Disable"
                + " deletion protection first.");
      }
      catalog.remove(table);
      return Json.object()
          .put("TableDescription", descriptions.of(table.definition(), "DELETING", table.count()))
          .build();
    });
  }
}
