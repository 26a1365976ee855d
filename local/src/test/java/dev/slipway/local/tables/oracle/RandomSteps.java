package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random operations on a few tables, most of them valid.
public final class RandomSteps {
  /// A table with the partition key `h`, and the sort key `r` where that has a type.
  private record Schema(String table, String hashType, String rangeType, List<Index> indexes) {}

  private record Index(String name, String hash, String hashType, String range, String rangeType) {}

  private static final List<Schema> SCHEMAS =
      List.of(
          new Schema("Plain", "S", "", List.of()),
          new Schema(
              "Sorted",
              "S",
              "N",
              List.of(
                  new Index("byG", "g", "S", "r", "N"),
                  new Index("keysOfA", "a", "N", "", ""),
                  new Index("local", "h", "S", "b", "S"))),
          new Schema("Binary", "B", "S", List.of(new Index("byD", "d", "B", "", ""))));

  private final RandomValues values;

  RandomSteps(long seed) {
    this.values = new RandomValues(new Random(seed));
  }

  public static List<Json.Obj> tables() {
    return SCHEMAS.stream().map(RandomSteps::table).toList();
  }

  private static Json.Obj table(Schema schema) {
    var types = new LinkedHashMap<String, String>();
    types.put("h", schema.hashType());
    if (!schema.rangeType().isEmpty()) {
      types.put("r", schema.rangeType());
    }
    var global = new ArrayList<Json>();
    var local = new ArrayList<Json>();
    for (var index : schema.indexes()) {
      types.put(index.hash(), index.hashType());
      if (!index.range().isEmpty()) {
        types.put(index.range(), index.rangeType());
      }
      (index.name().equals("local") ? local : global).add(index(index));
    }
    var request =
        Json.object()
            .put("TableName", schema.table())
            .put("BillingMode", "PAY_PER_REQUEST")
            .put("KeySchema", key("h", schema.rangeType().isEmpty() ? "" : "r"))
            .put(
                "AttributeDefinitions",
                Json.array(
                    types.entrySet().stream()
                        .map(type ->
                            Json.object()
                                .put("AttributeName", type.getKey())
                                .put("AttributeType", type.getValue())
                                .build())
                        .toList()));
    if (!global.isEmpty()) {
      request.put("GlobalSecondaryIndexes", Json.array(global));
    }
    if (!local.isEmpty()) {
      request.put("LocalSecondaryIndexes", Json.array(local));
    }
    return request.build();
  }

  private static Json.Obj index(Index index) {
    var projection = Json.object();
    switch (index.name()) {
      case "byG" ->
          projection
              .put("ProjectionType", "INCLUDE")
              .put("NonKeyAttributes", Json.strings(List.of("c")));
      case "keysOfA" -> projection.put("ProjectionType", "KEYS_ONLY");
      default -> projection.put("ProjectionType", "ALL");
    }
    return Json.object()
        .put("IndexName", index.name())
        .put("KeySchema", key(index.hash(), index.range()))
        .put("Projection", projection.build())
        .build();
  }

  private static Json.Arr key(String hash, String range) {
    var elements = new ArrayList<Json>();
    elements.add(Json.object().put("AttributeName", hash).put("KeyType", "HASH").build());
    if (!range.isEmpty()) {
      elements.add(Json.object().put("AttributeName", range).put("KeyType", "RANGE").build());
    }
    return Json.array(elements);
  }

  Step next() {
    var schema = values.one(SCHEMAS);
    return switch (values.below(20)) {
      case 0, 1, 2, 3 -> new Step("PutItem", put(schema).put("ReturnValues", old()).build());
      case 4, 5, 6, 7, 8 -> new Step("UpdateItem", update(schema, true).build());
      case 9, 10 -> new Step("DeleteItem", delete(schema).put("ReturnValues", old()).build());
      case 11, 12 -> new Step("GetItem", get(schema).build());
      case 13, 14 -> query(schema);
      case 15, 16 -> scan(schema);
      case 17 -> batchWrite();
      case 18 -> batchGet(schema);
      default -> transaction();
    };
  }

  private String old() {
    return values.chance(2) ? "ALL_NEW" : values.chance(50) ? "ALL_OLD" : "NONE";
  }

  private Json.Obj ofType(String type) {
    if (values.chance(1)) {
      return values.value();
    }
    return switch (type) {
      case "S" -> values.one(List.of("p", "q", "qq", "é")).transform(text -> single("S", text));
      case "N" ->
          values.one(List.of("-1", "0", "1", "2", "10", "1.5")).transform(n -> single("N", n));
      default -> values.one(List.of("AA==", "AQ==", "AAE=")).transform(bytes -> single("B", bytes));
    };
  }

  private static Json.Obj single(String type, String content) {
    return new Json.Obj(Map.of(type, Json.of(content)));
  }

  private Json.Obj key(Schema schema) {
    var key = new LinkedHashMap<String, Json>();
    key.put("h", ofType(schema.hashType()));
    if (!schema.rangeType().isEmpty() && !values.chance(1)) {
      key.put("r", ofType(schema.rangeType()));
    }
    return new Json.Obj(key);
  }

  private Json.Builder on(Schema schema) {
    return Json.object().put("TableName", schema.table());
  }

  private Json.Obj item(Schema schema) {
    var item = new LinkedHashMap<>(values.attributes().members());
    item.putAll(key(schema).members());
    for (var index : schema.indexes()) {
      if (values.chance(95) || !item.containsKey(index.hash())) {
        place(item, index.hash(), index.hashType());
        place(item, index.range(), index.rangeType());
      }
    }
    return new Json.Obj(item);
  }

  private void place(Map<String, Json> item, String name, String type) {
    if (name.equals("h") || name.equals("r") || name.isEmpty()) {
      return;
    }
    item.remove(name);
    if (values.chance(70)) {
      item.put(name, ofType(type));
    }
  }

  private Json.Builder put(Schema schema) {
    var request = on(schema).put("Item", item(schema));
    conditioned(request, 30);
    return request;
  }

  private void conditioned(Json.Builder request, int percent) {
    if (values.chance(percent)) {
      var expressions = new RandomExpressions(values);
      request.put("ConditionExpression", expressions.condition());
      expressions.into(request);
    }
  }

  private Json.Builder delete(Schema schema) {
    var request = on(schema).put("Key", key(schema));
    conditioned(request, 30);
    return request;
  }

  private Json.Builder update(Schema schema, boolean returns) {
    var expressions = new RandomExpressions(values);
    var request = on(schema).put("Key", key(schema)).put("UpdateExpression", expressions.update());
    if (values.chance(20)) {
      request.put("ConditionExpression", expressions.condition());
    }
    expressions.into(request);
    if (returns) {
      request.put(
          "ReturnValues",
          values.one(List.of("NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW")));
    }
    return request;
  }

  private Json.Builder get(Schema schema) {
    var request = on(schema).put("Key", key(schema));
    if (values.chance(40)) {
      var expressions = new RandomExpressions(values);
      request.put("ProjectionExpression", expressions.projection());
      expressions.into(request);
    }
    return request;
  }

  private void read(Json.Builder request, RandomExpressions expressions) {
    if (values.chance(30)) {
      request.put("FilterExpression", expressions.condition());
    }
    if (values.chance(20)) {
      request.put("ProjectionExpression", expressions.projection());
    }
    if (values.chance(30)) {
      request.put("Limit", 1 + values.below(3));
    }
    expressions.into(request);
  }

  private Step query(Schema schema) {
    var expressions = new RandomExpressions(values);
    var request = on(schema);
    var index =
        new Index(
            "",
            "h",
            schema.hashType(),
            schema.rangeType().isEmpty() ? "" : "r",
            schema.rangeType());
    if (!schema.indexes().isEmpty() && values.chance(50)) {
      index = values.one(schema.indexes());
      request.put("IndexName", index.name());
    }
    var condition = index.hash() + " = " + expressions.literal(ofType(index.hashType()));
    if (!index.range().isEmpty() && values.chance(60)) {
      condition += " AND " + sorted(index, expressions);
    }
    request.put("KeyConditionExpression", condition);
    if (values.chance(50)) {
      request.put("ScanIndexForward", values.chance(50));
    }
    read(request, expressions);
    return new Step("Query", request.build());
  }

  private String sorted(Index index, RandomExpressions expressions) {
    var one = expressions.literal(ofType(index.rangeType()));
    return switch (values.below(4)) {
      case 0 ->
          "%s BETWEEN %s AND %s"
              .formatted(index.range(), one, expressions.literal(ofType(index.rangeType())));
      case 1 -> "begins_with(%s, %s)".formatted(index.range(), one);
      default ->
          "%s %s %s"
              .formatted(index.range(), values.one(List.of("=", "<", "<=", ">", ">=", "<>")), one);
    };
  }

  private Step scan(Schema schema) {
    var request = on(schema);
    if (!schema.indexes().isEmpty() && values.chance(30)) {
      // No filter: DynamoDB Local's scans look at attributes that an index does not have.
      request.put("IndexName", values.one(schema.indexes()).name());
    } else {
      read(request, new RandomExpressions(values));
    }
    return new Step("Scan", request.build());
  }

  private Step batchWrite() {
    var tables = Json.object();
    for (var i = 1 + values.below(2); i > 0; i--) {
      var schema = values.one(SCHEMAS);
      var writes = new ArrayList<Json>();
      for (var j = 1 + values.below(3); j > 0; j--) {
        writes.add(
            values.chance(70)
                ? wrapped("PutRequest", Json.object().put("Item", item(schema)).build())
                : wrapped("DeleteRequest", Json.object().put("Key", key(schema)).build()));
      }
      tables.put(schema.table(), Json.array(writes));
    }
    return new Step("BatchWriteItem", Json.object().put("RequestItems", tables.build()).build());
  }

  private static Json.Obj wrapped(String name, Json.Obj inner) {
    return Json.object().put(name, inner).build();
  }

  private Step batchGet(Schema schema) {
    var keys = new ArrayList<Json>();
    for (var i = 1 + values.below(4); i > 0; i--) {
      keys.add(key(schema));
    }
    var request = Json.object().put("Keys", Json.array(keys));
    if (values.chance(30)) {
      var expressions = new RandomExpressions(values);
      request.put("ProjectionExpression", expressions.projection());
      expressions.into(request);
    }
    return new Step(
        "BatchGetItem",
        Json.object()
            .put("RequestItems", Json.object().put(schema.table(), request.build()).build())
            .build());
  }

  private Step transaction() {
    var items = new ArrayList<Json>();
    for (var i = 1 + values.below(3); i > 0; i--) {
      var schema = values.one(SCHEMAS);
      items.add(
          switch (values.below(4)) {
            case 0 -> wrapped("Put", put(schema).build());
            case 1 -> wrapped("Delete", delete(schema).build());
            case 2 -> wrapped("Update", update(schema, false).build());
            default -> {
              var check = on(schema).put("Key", key(schema));
              conditioned(check, 100);
              yield wrapped("ConditionCheck", check.build());
            }
          });
    }
    return new Step(
        "TransactWriteItems", Json.object().put("TransactItems", Json.array(items)).build());
  }
}
