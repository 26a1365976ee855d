package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.KeyConditionParser;
import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeyRange;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;

/// Query and Scan: a page of a stretch of keys, in a table or an index.
public final class QueryOperations {
  /// A page ends with the item that makes it this large.
  private static final int PAGE = 1024 * 1024;

  private final Catalog catalog;

  public QueryOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  public Json.Obj query(Json.Obj json) {
    var request = new Request(json);
    var expressions =
        new Expressions(
            request, "FilterExpression", "KeyConditionExpression", "ProjectionExpression");
    var table = table(request);
    var index = index(request, table);
    var key = index.map(Index::key).orElse(table.definition().key());
    var text =
        request
            .text("KeyConditionExpression")
            .orElseThrow(() ->
                new InvalidException(
                    "Either the KeyConditions or KeyConditionExpression parameter must be"
                        + " specified in the request."));
    var condition =
        KeyConditionParser.parse(
            text,
            expressions.placeholders(),
            key.hash().name(),
            key.range().map(KeyAttribute::name));
    var filter = expressions.condition("FilterExpression");
    var projection = expressions.projection();
    expressions.requireAllUsed();
    requireNoKey(filter, key);
    var forward = request.flag("ScanIndexForward").orElse(true);
    return page(request, table, index, KeyRange.of(condition), forward, filter, projection);
  }

  public Json.Obj scan(Json.Obj json) {
    var request = new Request(json);
    var expressions = new Expressions(request, "FilterExpression", "ProjectionExpression");
    var filter = expressions.condition("FilterExpression");
    var projection = expressions.projection();
    expressions.requireAllUsed();
    var table = table(request);
    return page(request, table, index(request, table), KeyRange.ALL, true, filter, projection);
  }

  private Table table(Request request) {
    return catalog.find(request.requireText("TableName")).orElseThrow(Errors::resourceNotFound);
  }

  private static Optional<Index> index(Request request, Table table) {
    return request
        .text("IndexName")
        .map(name ->
            table
                .definition()
                .index(name)
                .orElseThrow(() ->
                    new InvalidException("The table does not have the specified index: " + name)));
  }

  private static void requireNoKey(Optional<Condition> filter, KeySchema key) {
    filter.stream()
        .flatMap(found -> found.paths().stream())
        .filter(path -> key.names().contains(path.attribute()))
        .findFirst()
        .ifPresent(path -> {
          throw new InvalidException(
              "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
                  + path.attribute());
        });
  }

  private static Json.Obj page(
      Request request,
      Table table,
      Optional<Index> index,
      KeyRange range,
      boolean forward,
      Optional<Condition> filter,
      Optional<Projection> projection) {
    var start = request.item("ExclusiveStartKey").map(key -> table.keyIn(index, key));
    var limit = request.integer("Limit").orElse(Integer.MAX_VALUE);
    var counts = request.text("Select").filter("COUNT"::equals).isPresent();
    var items = table.read(index, range.behind(start, forward), forward);
    var found = new ArrayList<Obj>();
    Optional<Obj> last = Optional.empty();
    var scanned = 0;
    var size = 0L;
    while (items.hasNext() && scanned < limit && size < PAGE) {
      var item = items.next();
      scanned++;
      size += Sizes.of(item);
      last = Optional.of(item);
      if (filter.map(condition -> condition.holds(item)).orElse(true)) {
        found.add(item);
      }
    }
    var more = items.hasNext() || scanned == limit;
    var members = new LinkedHashMap<String, Json>();
    if (!counts) {
      members.put(
          "Items",
          Json.array(
              found.stream()
                  .map(item -> projection.map(wanted -> wanted.of(item)).orElse(item))
                  .map(ValueJson::write)
                  .toList()));
    }
    members.put("Count", Json.of(found.size()));
    members.put("ScannedCount", Json.of(scanned));
    last.filter(_ -> more)
        .ifPresent(
            item -> members.put("LastEvaluatedKey", ValueJson.write(keyOf(item, table, index))));
    return new Json.Obj(members);
  }

  /// The attributes that say where an item stands.
  private static Obj keyOf(Obj item, Table table, Optional<Index> index) {
    var names = new LinkedHashSet<>(table.definition().key().names());
    index.ifPresent(found -> names.addAll(found.key().names()));
    var members = new LinkedHashMap<>(item.members());
    members.keySet().retainAll(names);
    return new Obj(members);
  }
}
