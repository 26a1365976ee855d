package dev.slipway.functions.cloud;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// DynamoDB with the three tables of the template and the expressions that the adapters use.
public final class InMemoryTables {
  private final Map<String, Map<String, Json.Obj>> tables = new TreeMap<>();

  private record Keys(String hash, String range) {}

  private static Keys keys(String table, String index) {
    return switch (table + " " + index) {
      case "deliveries ", "repositories " -> new Keys("id", "");
      case "deliveries byTime" -> new Keys("day", "receivedAt");
      case "runs " -> new Keys("pk", "sk");
      case "runs byTime" -> new Keys("gsi1pk", "gsi1sk");
      case "runs byRepository" -> new Keys("gsi2pk", "gsi2sk");
      default -> throw new Refusal(400, "ResourceNotFoundException", "no table " + table);
    };
  }

  synchronized Json.Obj call(String operation, Json.Obj request) {
    var table = request.requireString("TableName");
    var keys = keys(table, "");
    var items = tables.computeIfAbsent(table, _ -> new TreeMap<>());
    return switch (operation) {
      case "PutItem" -> put(items, keys, request);
      case "GetItem" -> one("Item", items.get(key(keys, request.object("Key"))));
      case "DeleteItem" -> {
        var key = key(keys, request.object("Key"));
        check(items.get(key), request);
        yield one("Attributes", items.remove(key));
      }
      case "UpdateItem" -> update(items, keys, request);
      case "Query" -> query(table, items, request);
      case "Scan" -> Json.object().put("Items", Json.array(List.copyOf(items.values()))).build();
      default -> throw Refusal.unknown(operation);
    };
  }

  /// All items of a table, by key.
  public synchronized Map<String, Json.Obj> items(String table) {
    return Collections.unmodifiableMap(new TreeMap<>(tables.getOrDefault(table, Map.of())));
  }

  /// One text of one item.
  public Optional<String> text(String table, String key, String attribute) {
    return Optional.ofNullable(items(table).get(key))
        .map(item -> text(item, attribute))
        .filter(text -> !text.isEmpty());
  }

  private static Json.Obj one(String member, Json.@Nullable Obj item) {
    return item == null ? Json.Obj.EMPTY : Json.object().put(member, item).build();
  }

  private static String key(Keys keys, Json.Obj item) {
    return text(item, keys.hash())
        + (keys.range().isEmpty() ? "" : "\n" + text(item, keys.range()));
  }

  private static String text(Json.Obj item, String name) {
    var value = item.object(name);
    return value.string("S").or(() -> value.string("N")).orElse("");
  }

  private static Json.Obj put(Map<String, Json.Obj> items, Keys keys, Json.Obj request) {
    var item = request.object("Item");
    check(items.get(key(keys, item)), request);
    items.put(key(keys, item), item);
    return Json.Obj.EMPTY;
  }

  private static void check(Json.@Nullable Obj known, Json.Obj request) {
    var condition = request.string("ConditionExpression").orElse("");
    var values = request.object("ExpressionAttributeValues");
    var item = known == null ? Json.Obj.EMPTY : known;
    var holds =
        switch (condition) {
          case "" -> true;
          case "attribute_not_exists(id)", "attribute_not_exists(pk)" -> known == null;
          case "attribute_exists(id)" -> known != null;
          case "doc = :before" -> text(item, "doc").equals(text(values, ":before"));
          case "version = :v" -> text(item, "version").equals(text(values, ":v"));
          case "#s = :from" -> text(item, "status").equals(text(values, ":from"));
          default -> throw Refusal.unknown(condition);
        };
    if (!holds) {
      throw new Refusal(400, "ConditionalCheckFailedException", "The conditional request failed");
    }
  }

  private static Json.Obj update(Map<String, Json.Obj> items, Keys keys, Json.Obj request) {
    var key = request.object("Key");
    var known = items.get(key(keys, key));
    check(known, request);
    var next = new LinkedHashMap<>((known == null ? key : known).members());
    var values = request.object("ExpressionAttributeValues");
    switch (request.requireString("UpdateExpression")) {
      case "ADD runNumber :one" ->
          next.put(
              "runNumber",
              Json.object()
                  .put(
                      "N",
                      Long.toString(
                          1 + Long.parseLong("0" + text(new Json.Obj(next), "runNumber"))))
                  .build());
      case "SET seen = :v" -> next.put("seen", values.object(":v"));
      case "SET orders = :v" -> next.put("orders", values.object(":v"));
      case "SET #d = :d, pipeline = :p" -> {
        next.put("definition", values.object(":d"));
        next.put("pipeline", values.object(":p"));
      }
      default -> throw Refusal.unknown(request.requireString("UpdateExpression"));
    }
    var item = new Json.Obj(next);
    items.put(key(keys, key), item);
    return Json.object().put("Attributes", item).build();
  }

  private static Json.Obj query(String table, Map<String, Json.Obj> items, Json.Obj request) {
    var keys = keys(table, request.string("IndexName").orElse(""));
    var condition =
        request
            .requireString("KeyConditionExpression")
            .replace("#d", request.object("ExpressionAttributeNames").string("#d").orElse("#d"));
    var values = request.object("ExpressionAttributeValues");
    if (!condition.equals(keys.hash() + " = :p") && !condition.equals(keys.hash() + " = :d")) {
      throw Refusal.unknown(condition);
    }
    var hash = text(values, condition.substring(condition.indexOf(':')));
    var order = Comparator.<Json.Obj, String>comparing(item -> text(item, keys.range()));
    var found =
        items.values().stream()
            .filter(item -> text(item, keys.hash()).equals(hash))
            .sorted(request.bool("ScanIndexForward").orElse(true) ? order : order.reversed())
            .toList();
    return page(table, keys, found, request);
  }

  private static Json.Obj page(String table, Keys keys, List<Json.Obj> found, Json.Obj request) {
    var start = request.get("ExclusiveStartKey").map(Json.Obj.class::cast);
    var limit = request.number("Limit").orElse(1e6).intValue();
    var page = new ArrayList<Json.Obj>();
    var begun = start.isEmpty();
    for (var item : found) {
      if (page.size() == limit) {
        return Json.object()
            .put("Items", Json.array(page))
            .put("LastEvaluatedKey", place(table, keys, page.getLast()))
            .build();
      }
      if (begun) {
        page.add(item);
      } else {
        begun = place(table, keys, item).equals(start.get());
      }
    }
    return Json.object().put("Items", Json.array(page)).build();
  }

  private static Json.Obj place(String table, Keys keys, Json.Obj item) {
    var place = new TreeMap<String, Json>();
    for (var name :
        List.of(keys.hash(), keys.range(), keys(table, "").hash(), keys(table, "").range())) {
      if (!name.isEmpty()) {
        place.put(name, item.object(name));
      }
    }
    return new Json.Obj(place);
  }
}
