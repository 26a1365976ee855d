package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.BeginsWith;
import dev.slipway.local.tables.expression.Condition.Between;
import dev.slipway.local.tables.expression.Condition.Compare;
import dev.slipway.local.tables.expression.Condition.Contains;
import dev.slipway.local.tables.expression.Condition.Exists;
import dev.slipway.local.tables.expression.Condition.HasType;
import dev.slipway.local.tables.expression.Condition.In;
import dev.slipway.local.tables.expression.Condition.NotExists;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.ValueOrder;
import dev.slipway.local.tables.value.ValueType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What AWS checks of functions and operators before it sees an item: how many operands, of which
/// kind and type.
final class CallChecks {
  /// Stands for a condition that will never be evaluated, because a problem was noted.
  private static final Condition NONE = new Condition.Or(List.of());

  private final Tokens tokens;

  CallChecks(Tokens tokens) {
    this.tokens = tokens;
  }

  Condition condition(String function, List<Operand> arguments) {
    return switch (function) {
      case "attribute_exists" -> ofPath(function, arguments, Exists::new);
      case "attribute_not_exists" -> ofPath(function, arguments, NotExists::new);
      case "attribute_type" -> hasType(function, arguments);
      case "begins_with" -> beginsWith(function, arguments);
      case "contains" -> two(function, arguments, Contains::new);
      case "size" -> misplaced(function);
      default -> unknown(function);
    };
  }

  Operand operand(String function, List<Operand> arguments) {
    switch (function) {
      case "size" -> {
        if (hasCount(function, arguments, 1)) {
          type(arguments.getFirst())
              .filter(type -> !hasSize(type))
              .ifPresent(type -> wrongType(function, type));
          return new Operand.Size(arguments.getFirst());
        }
      }
      case "attribute_exists",
          "attribute_not_exists",
          "attribute_type",
          "begins_with",
          "contains" ->
          misplaced(function);
      default -> unknown(function);
    }
    return arguments.getFirst();
  }

  private Condition unknown(String function) {
    tokens.problem("Invalid function name; function: " + function);
    return NONE;
  }

  private Condition misplaced(String function) {
    tokens.problem(
        "The function is not allowed to be used this way in an expression; function: " + function);
    return NONE;
  }

  private boolean hasCount(String function, List<Operand> arguments, int count) {
    if (arguments.size() == count) {
      return true;
    }
    tokens.problem(
        "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d"
            .formatted(function, arguments.size()));
    return false;
  }

  private Condition ofPath(
      String function, List<Operand> arguments, Function<Path, Condition> making) {
    if (!hasCount(function, arguments, 1)) {
      return NONE;
    }
    if (arguments.getFirst() instanceof Operand.Attribute(var path)) {
      return making.apply(path);
    }
    return needsPath(function);
  }

  private Condition needsPath(String function) {
    tokens.problem(
        "Operator or function requires a document path; operator or function: " + function);
    return NONE;
  }

  private Condition two(
      String function, List<Operand> arguments, BiFunction<Operand, Operand, Condition> making) {
    if (!hasCount(function, arguments, 2) || !areDistinct(function, arguments)) {
      return NONE;
    }
    return making.apply(arguments.get(0), arguments.get(1));
  }

  private Condition beginsWith(String function, List<Operand> arguments) {
    for (var argument : arguments) {
      var type = type(argument).filter(known -> known != ValueType.S && known != ValueType.B);
      if (type.isPresent()) {
        return wrongType(function, type.get());
      }
    }
    return two(function, arguments, BeginsWith::new);
  }

  /// The type that an operand has whatever the item.
  private static Optional<ValueType> type(Operand operand) {
    return switch (operand) {
      case Operand.Literal(_, var value) -> Optional.of(value.type());
      case Operand.Size _ -> Optional.of(ValueType.N);
      case Operand.Attribute _ -> Optional.empty();
    };
  }

  private static boolean hasSize(ValueType type) {
    return switch (type) {
      case S, B, L, M, SS, NS, BS -> true;
      case N, BOOL, NULL -> false;
    };
  }

  private Condition wrongType(String function, ValueType type) {
    tokens.problem(
        "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
            .formatted(function, type));
    return NONE;
  }

  private Condition hasType(String function, List<Operand> arguments) {
    if (!hasCount(function, arguments, 2)) {
      return NONE;
    }
    if (!(arguments.get(0) instanceof Operand.Attribute(var path))) {
      return needsPath(function);
    }
    if (!(arguments.get(1) instanceof Operand.Literal(_, var value))) {
      return wrongType(function, type(arguments.get(1)).orElse(ValueType.NULL));
    }
    if (!(value instanceof Str(var name))) {
      return wrongType(function, value.type());
    }
    try {
      return new HasType(path, ValueType.valueOf(name));
    } catch (IllegalArgumentException _) {
      tokens.problem(
          "Invalid attribute type name found; type: %s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
              .formatted(name));
      return NONE;
    }
  }

  Condition compare(Compare compare) {
    var sign = compare.comparator().sign();
    areDistinct(sign, List.of(compare.left(), compare.right()));
    switch (compare.comparator()) {
      case EQUAL, NOT_EQUAL -> {}
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        requireOrdered(sign, compare.left());
        requireOrdered(sign, compare.right());
      }
    }
    return compare;
  }

  private void requireOrdered(String sign, Operand operand) {
    if (operand instanceof Operand.Literal(_, var value)
        && ValueOrder.compare(value, value).isEmpty()) {
      wrongType(sign, value.type());
    }
  }

  Condition between(Between between) {
    requireOrdered("BETWEEN", between.operand());
    requireOrdered("BETWEEN", between.low());
    requireOrdered("BETWEEN", between.high());
    areDistinct("BETWEEN", List.of(between.operand(), between.low(), between.high()));
    if (between.low() instanceof Operand.Literal(_, var low)
        && between.high() instanceof Operand.Literal(_, var high)) {
      checkBounds(low, high);
    }
    return between;
  }

  private void checkBounds(AttributeValue low, AttributeValue high) {
    var bounds =
        "lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s"
            .formatted(Shown.of(low), Shown.of(high));
    if (low.type() != high.type()) {
      tokens.problem(
          "The BETWEEN operator requires same data type for lower and upper bounds; " + bounds);
    } else if (ValueOrder.compare(low, high).orElse(0) > 0) {
      tokens.problem(
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
              + bounds);
    }
  }

  Condition in(In in) {
    areDistinct("IN", in.operand(), in.candidates());
    return in;
  }

  private boolean areDistinct(String operator, List<Operand> operands) {
    return areDistinct(operator, operands.getFirst(), operands.subList(1, operands.size()));
  }

  private boolean areDistinct(String operator, Operand first, List<Operand> others) {
    if (first instanceof Operand.Attribute(var path)
        && others.stream().anyMatch(other -> Objects.equals(other, first))) {
      tokens.problem(
          "The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s"
              .formatted(operator, path.shown()));
      return false;
    }
    return true;
  }
}
