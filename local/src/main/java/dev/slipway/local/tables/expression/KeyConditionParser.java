package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.And;
import dev.slipway.local.tables.expression.Condition.BeginsWith;
import dev.slipway.local.tables.expression.Condition.Between;
import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.expression.Condition.Compare;
import dev.slipway.local.tables.expression.Condition.Contains;
import dev.slipway.local.tables.expression.Condition.Exists;
import dev.slipway.local.tables.expression.Condition.HasType;
import dev.slipway.local.tables.expression.Condition.In;
import dev.slipway.local.tables.expression.Condition.Not;
import dev.slipway.local.tables.expression.Condition.NotExists;
import dev.slipway.local.tables.expression.Condition.Or;
import dev.slipway.local.tables.expression.KeyCondition.Range;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import java.util.HashMap;
import java.util.Map;

/// Reads the conditions on keys out of a parsed condition. Which keys there are is asked later,
/// since AWS looks at the whole expression before it looks at the table.
public final class KeyConditionParser {
  private static final String KIND = "KeyConditionExpression";

  private final Map<String, Range> conditions = new HashMap<>();

  private KeyConditionParser() {}

  /// @throws InvalidException with AWS's message
  public static KeyConditions parse(String text, Placeholders placeholders) {
    var parser = new KeyConditionParser();
    parser.gather(ConditionParser.parse(KIND, text, placeholders));
    if (parser.conditions.size() > 2) {
      throw new InvalidException("Conditions can be of length 1 or 2 only");
    }
    return new KeyConditions(parser.conditions);
  }

  private void gather(Condition condition) {
    switch (condition) {
      case And(var all) -> all.forEach(this::gather);
      case Compare(var comparator, var left, var right) -> compare(comparator, left, right);
      case Between(var operand, var low, var high) ->
          add(operand, new Range.Between(literal(low), literal(high)));
      case BeginsWith(var operand, var prefix) ->
          add(operand, new Range.BeginsWith(literal(prefix)));
      case Or _ -> throw wrongOperator("OR");
      case Not _ -> throw wrongOperator("NOT");
      case In _ -> throw wrongOperator("IN");
      case Exists _ -> throw wrongOperator("attribute_exists");
      case NotExists _ -> throw wrongOperator("attribute_not_exists");
      case HasType _ -> throw wrongOperator("attribute_type");
      case Contains _ -> throw wrongOperator("contains");
    }
  }

  private void compare(Comparator comparator, Operand left, Operand right) {
    if (comparator == Comparator.NOT_EQUAL) {
      throw wrongOperator("<>");
    }
    if (left instanceof Operand.Literal(_, var value)) {
      add(right, new Range.Compare(comparator.turned(), value));
    } else {
      add(left, new Range.Compare(comparator, literal(right)));
    }
  }

  private static AttributeValue literal(Operand operand) {
    return switch (operand) {
      case Operand.Literal(_, var value) -> value;
      case Operand.Attribute _ ->
          throw invalid(
              "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
      case Operand.Size _ -> throw nested();
    };
  }

  private void add(Operand operand, Range range) {
    switch (operand) {
      case Operand.Attribute(var path) when path.isAttribute() -> {
        if (conditions.put(path.attribute(), range) != null) {
          throw invalid("KeyConditionExpressions must only contain one condition per key");
        }
      }
      case Operand.Attribute _ ->
          throw invalid("KeyConditionExpressions cannot have conditions on nested attributes");
      case Operand.Literal _ -> throw invalid("No key attribute specified");
      case Operand.Size _ -> throw nested();
    }
  }

  private static InvalidException nested() {
    return invalid("KeyConditionExpressions cannot contain nested operations");
  }

  private static InvalidException wrongOperator(String operator) {
    return new InvalidException("Invalid operator used in KeyConditionExpression: " + operator);
  }

  private static InvalidException invalid(String message) {
    return new InvalidException("Invalid KeyConditionExpression: " + message);
  }
}
