package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.KeyCondition;
import dev.slipway.local.tables.expression.KeyCondition.Range;
import dev.slipway.local.tables.expression.KeyConditionParser;
import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeyRange;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Query and Scan: a page of a stretch of keys, in a table or an index.
public final class QueryOperations {
  private final Writes tables;

  public QueryOperations(Catalog catalog) {
    this.tables = new Writes(catalog);
  }

  public Reply query(Request request) {
    Expressions.requireAlone(
        request,
        List.of("ProjectionExpression", "FilterExpression", "KeyConditionExpression"),
        request.has("KeyConditionExpression")
            ? List.of("AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions")
            : List.of("AttributesToGet", "QueryFilter", "ConditionalOperator"));
    var start = StartKeys.read(request);
    if (!request.has("KeyConditions") && !request.has("KeyConditionExpression")) {
      throw new InvalidException(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    var expressions = new Expressions(request);
    var key =
        request
            .text("KeyConditionExpression")
            .map(text -> KeyConditionParser.parse(text, expressions.placeholders()));
    var filter = expressions.condition("FilterExpression");
    var projection = expressions.projection();
    expressions.requireAllUsed();
    var table = tables.table(request);
    var index = index(request, table);
    var schema = index.map(Index::key).orElse(table.definition().key());
    var condition =
        key.map(conditions ->
                conditions.of(schema.hash().name(), schema.range().map(KeyAttribute::name)))
            .orElseGet(() -> LegacyConditions.key(request, schema));
    requireTypes(condition, schema);
    var asked = filter.or(() -> LegacyConditions.filter(request, "QueryFilter"));
    requireNoKey(asked, schema, request);
    index.ifPresent(found -> Selection.checkFilter(found, table.definition(), paths(asked)));
    var forward = request.flag("ScanIndexForward").orElse(true);
    var from = StartKeys.check(start, table, index);
    var range = StartKeys.behind(from, KeyRange.of(condition), forward);
    return answer(request, table, index, range, forward, asked, projection);
  }

  public Reply scan(Request request) {
    Expressions.requireAlone(
        request,
        List.of("ProjectionExpression", "FilterExpression"),
        List.of("AttributesToGet", "ScanFilter", "ConditionalOperator"));
    var start = StartKeys.read(request);
    var segment = segment(request);
    var expressions = new Expressions(request);
    var filter = expressions.condition("FilterExpression");
    var projection = expressions.projection();
    expressions.requireAllUsed();
    var asked = filter.or(() -> LegacyConditions.filter(request, "ScanFilter"));
    var table = tables.table(request);
    var index = index(request, table);
    var from = StartKeys.check(start, table, index);
    if (from.filter(key -> !segment.contains(key)).isPresent()) {
      throw new InvalidException(
          "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
              + " ExclusiveStartKey with correct Segment. TotalSegments: %d Segment: %d"
                  .formatted(
                      request.integer("TotalSegments").orElse(1),
                      request.integer("Segment").orElse(0)));
    }
    return answer(request, table, index, segment.behind(from, true), true, asked, projection);
  }

  private static KeyRange segment(Request request) {
    var segment = request.integer("Segment");
    var total = request.integer("TotalSegments");
    if (total.isEmpty()) {
      if (segment.isPresent()) {
        throw new InvalidException(
            "The TotalSegments parameter is required but was not present in the request when"
                + " Segment parameter is present");
      }
      return KeyRange.ALL;
    }
    if (segment.isEmpty()) {
      throw new InvalidException(
          "The Segment parameter is required but was not present in the request when parameter"
              + " TotalSegments is present");
    }
    if (segment.get() >= total.get()) {
      throw new InvalidException(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: %d is not less than TotalSegments: %d"
              .formatted(segment.get(), total.get()));
    }
    return KeyRange.segment(segment.get(), total.get());
  }

  private static Optional<Index> index(Request request, Table table) {
    var index =
        request
            .text("IndexName")
            .map(name ->
                table
                    .definition()
                    .index(name)
                    .orElseThrow(() ->
                        new InvalidException(
                            "The table does not have the specified index: " + name)));
    if (request.is("ConsistentRead")
        && index.filter(found -> found.kind() == Index.Kind.GLOBAL).isPresent()) {
      throw new InvalidException("Consistent reads are not supported on global secondary indexes");
    }
    return index;
  }

  private static void requireTypes(KeyCondition condition, KeySchema schema) {
    requireType(condition.hash(), schema.hash());
    condition
        .range()
        .ifPresent(range -> {
          var key = schema.range().orElseThrow();
          switch (range) {
            case Range.Compare(_, var value) -> requireType(value, key);
            case Range.BeginsWith(var prefix) -> requireType(prefix, key);
            case Range.Between(var low, var high) -> {
              requireType(low, key);
              requireType(high, key);
            }
          }
        });
  }

  private static void requireType(AttributeValue value, KeyAttribute key) {
    if (value.type() != key.type()) {
      throw InvalidException.parameter("Condition parameter type does not match schema type");
    }
    ItemRules.requireContent(key, value);
  }

  private static void requireNoKey(Optional<Condition> filter, KeySchema key, Request request) {
    var kind = request.has("QueryFilter") ? "QueryFilter" : "Filter Expression";
    filter.stream()
        .flatMap(found -> found.paths().stream())
        .filter(path -> key.names().contains(path.attribute()))
        .findFirst()
        .ifPresent(path -> {
          throw new InvalidException(
              "%s can only contain non-primary key attributes: Primary key attribute: %s"
                  .formatted(kind, path.attribute()));
        });
  }

  private static List<Path> paths(Optional<Condition> filter) {
    return filter.map(Condition::paths).orElse(List.of());
  }

  private static Reply answer(
      Request request,
      Table table,
      Optional<Index> index,
      KeyRange range,
      boolean forward,
      Optional<Condition> filter,
      Optional<Projection> projection) {
    ItemRules.checkPaths(table.definition(), projection.map(Projection::paths).orElse(List.of()));
    ItemRules.checkPaths(table.definition(), paths(filter));
    var wanted = projection.or(() -> Expressions.attributesToGet(request));
    var selection = Selection.of(request, table.definition(), index, wanted);
    var limit = request.integer("Limit").orElse(Integer.MAX_VALUE);
    var page =
        new Page.Reading(table, index, range, forward, limit, selection.fetches(), filter).page();
    var units = Capacity.read(page.size(), request.is("ConsistentRead"));
    var rest =
        Json.object()
            .put("Count", page.found().size())
            .put("ScannedCount", page.scanned())
            .put("LastEvaluatedKey", page.last().map(ValueJson::write))
            .put(
                "ConsumedCapacity",
                new Capacity(table.definition()).add(index, units).shown(request))
            .build();
    return selection.counts()
        ? Reply.of(rest)
        : Reply.of("Items", page.found(), selection::show, rest);
  }
}
