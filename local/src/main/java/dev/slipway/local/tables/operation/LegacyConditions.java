package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.expression.KeyCondition;
import dev.slipway.local.tables.expression.KeyCondition.Range;
import dev.slipway.local.tables.expression.KeyConditions;
import dev.slipway.local.tables.expression.Operand;
import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// `Expected`, `QueryFilter`, `ScanFilter` and `KeyConditions`, read into the conditions that
/// expressions make.
final class LegacyConditions {
  private LegacyConditions() {}

  static Optional<Condition> expected(Request request) {
    var conditions = new ArrayList<Condition>();
    request
        .structureMap("Expected")
        .forEach((name, expected) -> conditions.add(expected(name, expected)));
    return combined(request, conditions);
  }

  private static Condition expected(String name, Request expected) {
    var value = expected.value("Value");
    var values = expected.values("AttributeValueList");
    var operator = expected.text("ComparisonOperator");
    if (value.isPresent() && expected.has("AttributeValueList")) {
      throw invalid("Value and AttributeValueList cannot be used together for Attribute: " + name);
    }
    if (operator.isPresent()) {
      if (expected.has("Exists")) {
        throw invalid(
            "Exists and ComparisonOperator cannot be used together for Attribute: " + name);
      }
      return LegacyOperators.condition(operator.get(), name, value.map(List::of).orElse(values));
    }
    if (expected.has("AttributeValueList")) {
      throw invalid(
          "AttributeValueList can only be used with a ComparisonOperator for Attribute: " + name);
    }
    return existence(name, expected, value);
  }

  private static Condition existence(
      String name, Request expected, Optional<AttributeValue> value) {
    var exists = expected.flag("Exists");
    if (exists.orElse(true)) {
      return value
          .map(wanted -> LegacyOperators.condition("EQ", name, List.of(wanted)))
          .orElseThrow(() ->
              invalid(
                  "Value must be provided when Exists is %s for Attribute: %s"
                      .formatted(exists.map(Object::toString).orElse("null"), name)));
    }
    if (value.isPresent()) {
      throw invalid("Value cannot be used when Exists is false for Attribute: " + name);
    }
    return new Condition.NotExists(Path.of(name));
  }

  /// @param member `QueryFilter` or `ScanFilter`
  static Optional<Condition> filter(Request request, String member) {
    var conditions = new ArrayList<Condition>();
    request
        .structureMap(member)
        .forEach((name, condition) ->
            conditions.add(
                LegacyOperators.condition(
                    condition.requireText("ComparisonOperator"),
                    name,
                    condition.values("AttributeValueList"))));
    return combined(request, conditions);
  }

  private static Optional<Condition> combined(Request request, List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return Optional.empty();
    }
    var any = request.text("ConditionalOperator").filter("OR"::equals).isPresent();
    return Optional.of(any ? new Condition.Or(conditions) : new Condition.And(conditions));
  }

  static KeyCondition key(Request request, KeySchema key) {
    var conditions = request.structureMap("KeyConditions");
    if (conditions.isEmpty() || conditions.size() > 2) {
      throw new InvalidException("Conditions can be of length 1 or 2 only");
    }
    var ranges = new HashMap<String, Range>();
    conditions.forEach((name, condition) -> ranges.put(name, range(condition)));
    return new KeyConditions(ranges).of(key.hash().name(), key.range().map(KeyAttribute::name));
  }

  private static Range range(Request condition) {
    var read =
        LegacyOperators.condition(
            condition.requireText("ComparisonOperator"),
            "",
            condition.values("AttributeValueList"));
    return switch (read) {
      case Condition.Compare(var comparator, _, Operand.Literal(_, var value))
          when comparator != Comparator.NOT_EQUAL ->
          new Range.Compare(comparator, value);
      case Condition.Between(_, Operand.Literal(_, var low), Operand.Literal(_, var high)) ->
          new Range.Between(low, high);
      case Condition.BeginsWith(_, Operand.Literal(_, var prefix)) -> new Range.BeginsWith(prefix);
      case Condition.Compare _,
          Condition.Between _,
          Condition.BeginsWith _,
          Condition.And _,
          Condition.Or _,
          Condition.Not _,
          Condition.In _,
          Condition.Exists _,
          Condition.NotExists _,
          Condition.HasType _,
          Condition.Contains _ ->
          throw new InvalidException(
              "Attempted conditional constraint is not an indexable operation");
    };
  }

  private static InvalidException invalid(String message) {
    return InvalidException.parameter(message);
  }
}
