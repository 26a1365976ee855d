package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.ConditionParser;
import dev.slipway.local.tables.expression.Placeholders;
import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.expression.Update;
import dev.slipway.local.tables.expression.UpdateParser;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueReader;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The expressions of one request, with the names and values that they share.
final class Expressions {
  private static final Pattern NAME = Pattern.compile("#[0-9a-zA-Z_]+");
  private static final Pattern VALUE = Pattern.compile(":[0-9a-zA-Z_]+");

  private final Request request;
  private final Placeholders placeholders;

  private Expressions(Request request, Map<String, AttributeValue> values) {
    this.request = request;
    this.placeholders = new Placeholders(names(request), values);
  }

  Expressions(Request request) {
    this(request, values(request));
  }

  /// What an operation that writes allows beside which.
  static void forWrite(Request request, String... expressions) {
    requireAlone(
        request,
        List.of(expressions),
        List.of("AttributeUpdates", "Expected", "ConditionalOperator"));
  }

  /// Expressions and the older parameters exclude each other; names and values need expressions.
  static void requireAlone(Request request, List<String> expressions, List<String> older) {
    var used = expressions.stream().filter(request::has).toList();
    var olderUsed = older.stream().filter(request::has).toList();
    if (!used.isEmpty() && !olderUsed.isEmpty()) {
      throw new InvalidException(
          "Can not use both expression and non-expression parameters in the same request:"
              + " Non-expression parameters: {%s} Expression parameters: {%s}"
                  .formatted(String.join(", ", olderUsed), String.join(", ", used)));
    }
    if (used.isEmpty() && request.has("ExpressionAttributeNames")) {
      throw new InvalidException(
          "ExpressionAttributeNames can only be specified when using expressions");
    }
    var takers = expressions.stream().filter(one -> !one.equals("ProjectionExpression")).toList();
    if (!takers.isEmpty()
        && request.has("ExpressionAttributeValues")
        && takers.stream().noneMatch(request::has)) {
      throw new InvalidException(
          "ExpressionAttributeValues can only be specified when using expressions: %s %s null"
              .formatted(String.join(" and ", takers), takers.size() > 1 ? "are" : "is"));
    }
  }

  private static Map<String, String> names(Request request) {
    var names = request.textMap("ExpressionAttributeNames");
    names.ifPresent(found -> requireKeys("ExpressionAttributeNames", found, NAME));
    return names.orElse(Map.of());
  }

  private static Map<String, AttributeValue> values(Request request) {
    var given = request.json().get("ExpressionAttributeValues").map(Json.Obj.class::cast);
    if (given.isEmpty()) {
      return Map.of();
    }
    requireKeys("ExpressionAttributeValues", given.get().members(), VALUE);
    var values = new LinkedHashMap<String, AttributeValue>();
    given.get().members().forEach((key, json) -> values.put(key, value(key, json)));
    return values;
  }

  private static AttributeValue value(String key, Json json) {
    try {
      return ValueReader.value(json);
    } catch (InvalidException e) {
      throw new InvalidException(
          "ExpressionAttributeValues contains invalid value: %s for key %s"
              .formatted(e.getMessage(), key));
    }
  }

  private static void requireKeys(String member, Map<String, ?> given, Pattern form) {
    if (given.isEmpty()) {
      throw new InvalidException(member + " must not be empty");
    }
    for (var key : given.keySet()) {
      if (!form.matcher(key).matches()) {
        throw new InvalidException(
            "%s contains invalid key: Syntax error; key: \"%s\"".formatted(member, key));
      }
    }
  }

  /// The condition of a request that has no other expression, in the new form or the old.
  static Optional<Condition> conditionOnly(Request request) {
    var expressions = new Expressions(request);
    var condition = expressions.condition("ConditionExpression");
    expressions.requireAllUsed();
    return condition.or(() -> LegacyConditions.expected(request));
  }

  /// The projection of a request that has no other expression, in the new form or the old.
  static Optional<Projection> projectionOnly(Request request) {
    requireAlone(request, List.of("ProjectionExpression"), List.of("AttributesToGet"));
    var expressions = new Expressions(request, Map.of());
    var projection = expressions.projection();
    expressions.requireAllUsed();
    return projection.or(() -> attributesToGet(request));
  }

  static Optional<Projection> attributesToGet(Request request) {
    if (!request.has("AttributesToGet")) {
      return Optional.empty();
    }
    var names = request.texts("AttributesToGet");
    for (var i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw InvalidException.parameter("Duplicate value in attribute name: " + names.get(i));
      }
    }
    return Optional.of(Projection.ofAttributes(names));
  }

  Placeholders placeholders() {
    return placeholders;
  }

  Optional<Condition> condition(String member) {
    return request.text(member).map(text -> ConditionParser.parse(member, text, placeholders));
  }

  Optional<Update> update() {
    return request.text("UpdateExpression").map(text -> UpdateParser.parse(text, placeholders));
  }

  Optional<Projection> projection() {
    return request.text("ProjectionExpression").map(text -> Projection.parse(text, placeholders));
  }

  void requireAllUsed() {
    placeholders.requireAllUsed();
  }
}
