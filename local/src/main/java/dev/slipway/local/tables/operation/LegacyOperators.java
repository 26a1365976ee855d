package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.Condition.And;
import dev.slipway.local.tables.expression.Condition.BeginsWith;
import dev.slipway.local.tables.expression.Condition.Between;
import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.expression.Condition.Compare;
import dev.slipway.local.tables.expression.Condition.Contains;
import dev.slipway.local.tables.expression.Condition.Exists;
import dev.slipway.local.tables.expression.Condition.In;
import dev.slipway.local.tables.expression.Condition.Not;
import dev.slipway.local.tables.expression.Condition.NotExists;
import dev.slipway.local.tables.expression.Operand;
import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueOrder;
import dev.slipway.local.tables.value.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A comparison operator of the older parameters, with its rules.
final class LegacyOperators {
  private static final Set<ValueType> ORDERED = EnumSet.of(ValueType.S, ValueType.N, ValueType.B);

  private LegacyOperators() {}

  static Condition condition(String operator, String name, List<AttributeValue> values) {
    requireCount(operator, values.size());
    requireTypes(operator, values);
    var path = Path.of(name);
    var attribute = new Operand.Attribute(path);
    var literals = values.stream().<Operand>map(value -> new Operand.Literal("", value)).toList();
    return switch (operator) {
      case "EQ" -> new Compare(Comparator.EQUAL, attribute, literals.getFirst());
      case "NE" -> new Compare(Comparator.NOT_EQUAL, attribute, literals.getFirst());
      case "LT" -> new Compare(Comparator.LESS, attribute, literals.getFirst());
      case "LE" -> new Compare(Comparator.LESS_OR_EQUAL, attribute, literals.getFirst());
      case "GT" -> new Compare(Comparator.GREATER, attribute, literals.getFirst());
      case "GE" -> new Compare(Comparator.GREATER_OR_EQUAL, attribute, literals.getFirst());
      case "CONTAINS" -> new Contains(attribute, literals.getFirst());
      case "NOT_CONTAINS" ->
          new And(List.of(new Exists(path), new Not(new Contains(attribute, literals.getFirst()))));
      case "BEGINS_WITH" -> new BeginsWith(attribute, literals.getFirst());
      case "BETWEEN" -> new Between(attribute, literals.get(0), literals.get(1));
      case "IN" -> new In(attribute, literals);
      case "NULL" -> new NotExists(path);
      case "NOT_NULL" -> new Exists(path);
      default -> throw new IllegalStateException("no operator " + operator);
    };
  }

  private static void requireCount(String operator, int count) {
    var fits =
        switch (operator) {
          case "NULL", "NOT_NULL" -> count == 0;
          case "BETWEEN" -> count == 2;
          case "IN" -> count > 0;
          default -> count == 1;
        };
    if (!fits) {
      throw InvalidException.parameter(
          "Invalid number of argument(s) for the %s ComparisonOperator".formatted(operator));
    }
  }

  private static void requireTypes(String operator, List<AttributeValue> values) {
    for (var value : values) {
      if (value.type() != values.getFirst().type()) {
        throw InvalidException.parameter(
            "AttributeValues inside AttributeValueList must be of same type");
      }
      if (!allows(operator, value.type())) {
        throw InvalidException.parameter(
            "ComparisonOperator %s is not valid for %s AttributeValue type"
                .formatted(operator, value.type()));
      }
    }
    if (operator.equals("BETWEEN")
        && ValueOrder.compare(values.get(0), values.get(1)).orElse(0) > 0) {
      throw new InvalidException(
          "The BETWEEN condition was provided a range where the lower bound is greater than the"
              + " upper bound");
    }
  }

  private static boolean allows(String operator, ValueType type) {
    return switch (operator) {
      case "EQ", "NE" -> true;
      case "BEGINS_WITH" -> type == ValueType.S || type == ValueType.B;
      default -> ORDERED.contains(type);
    };
  }
}
