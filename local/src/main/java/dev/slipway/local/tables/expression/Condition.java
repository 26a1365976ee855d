package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.ValueOrder;
import dev.slipway.local.tables.value.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// A condition or filter. What an item lacks compares to nothing: every comparison with it is
/// false, but for `<>`.
public sealed interface Condition {
  record And(List<Condition> all) implements Condition {
    public And {
      all = List.copyOf(all);
    }
  }

  record Or(List<Condition> any) implements Condition {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Condition condition) implements Condition {}

  record Compare(Comparator comparator, Operand left, Operand right) implements Condition {}

  record Between(Operand operand, Operand low, Operand high) implements Condition {}

  record In(Operand operand, List<Operand> candidates) implements Condition {
    public In {
      candidates = List.copyOf(candidates);
    }
  }

  record Exists(Path path) implements Condition {}

  record NotExists(Path path) implements Condition {}

  record HasType(Path path, ValueType type) implements Condition {}

  record BeginsWith(Operand operand, Operand prefix) implements Condition {}

  record Contains(Operand operand, Operand part) implements Condition {}

  enum Comparator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Comparator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    static Optional<Comparator> of(Token token) {
      for (var comparator : values()) {
        if (token.isSign(comparator.sign)) {
          return Optional.of(comparator);
        }
      }
      return Optional.empty();
    }

    /// The same comparison with its sides exchanged.
    Comparator turned() {
      return switch (this) {
        case EQUAL, NOT_EQUAL -> this;
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      };
    }

    boolean holds(AttributeValue left, AttributeValue right) {
      return switch (this) {
        case EQUAL -> left.equals(right);
        case NOT_EQUAL -> !left.equals(right);
        case LESS -> ordered(left, right, (a, b) -> a < b);
        case LESS_OR_EQUAL -> ordered(left, right, (a, b) -> a <= b);
        case GREATER -> ordered(left, right, (a, b) -> a > b);
        case GREATER_OR_EQUAL -> ordered(left, right, (a, b) -> a >= b);
      };
    }

    private static boolean ordered(
        AttributeValue left, AttributeValue right, BiPredicate<Integer, Integer> test) {
      var order = ValueOrder.compare(left, right);
      return order.isPresent() && test.test(order.getAsInt(), 0);
    }
  }

  default boolean holds(Obj item) {
    return switch (this) {
      case And(var all) -> all.stream().allMatch(one -> one.holds(item));
      case Or(var any) -> any.stream().anyMatch(one -> one.holds(item));
      case Not(var condition) -> !condition.holds(item);
      case Compare(var comparator, var left, var right) -> compare(comparator, left, right, item);
      case Between(var operand, var low, var high) ->
          compare(Comparator.GREATER_OR_EQUAL, operand, low, item)
              && compare(Comparator.LESS_OR_EQUAL, operand, high, item);
      case In(var operand, var candidates) ->
          candidates.stream()
              .anyMatch(candidate -> compare(Comparator.EQUAL, operand, candidate, item));
      case Exists(var path) -> path.in(item).isPresent();
      case NotExists(var path) -> path.in(item).isEmpty();
      case HasType(var path, var type) ->
          path.in(item).filter(value -> value.type() == type).isPresent();
      case BeginsWith(var operand, var prefix) ->
          both(operand, prefix, item, Functions::beginsWith);
      case Contains(var operand, var part) -> both(operand, part, item, Functions::contains);
    };
  }

  private static boolean compare(Comparator comparator, Operand left, Operand right, Obj item) {
    var a = left.in(item);
    var b = right.in(item);
    if (a.isEmpty() || b.isEmpty()) {
      return comparator == Comparator.NOT_EQUAL;
    }
    return comparator.holds(a.get(), b.get());
  }

  private static boolean both(
      Operand left, Operand right, Obj item, BiPredicate<AttributeValue, AttributeValue> test) {
    var a = left.in(item);
    var b = right.in(item);
    return a.isPresent() && b.isPresent() && test.test(a.get(), b.get());
  }

  /// The paths it reads.
  default List<Path> paths() {
    return Paths.of(this);
  }
}
