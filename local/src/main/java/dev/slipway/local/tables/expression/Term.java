package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Numbers;
import java.util.ArrayList;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// What `SET` assigns, computed from the item as it was before the update.
public sealed interface Term {
  record Attribute(Path path) implements Term {}

  record Literal(String placeholder, AttributeValue value) implements Term {}

  /// `if_not_exists(path, otherwise)`; what is otherwise must be there even where it is not used.
  record IfNotExists(Path path, Term otherwise) implements Term {}

  record ListAppend(Term first, Term second) implements Term {}

  record Plus(Term left, Term right) implements Term {}

  record Minus(Term left, Term right) implements Term {}

  /// @throws InvalidException when the item lacks an attribute or has it in another type
  default AttributeValue in(Obj item) {
    return switch (this) {
      case Attribute(var path) -> path.in(item).orElseThrow(Term::missing);
      case Literal(_, var value) -> value;
      case IfNotExists(var path, var otherwise) -> path.in(item).orElse(otherwise.in(item));
      case ListAppend(var first, var second) -> append(first.in(item), second.in(item));
      case Plus(var left, var right) -> compute(left.in(item), right.in(item), Numbers::plus);
      case Minus(var left, var right) -> compute(left.in(item), right.in(item), Numbers::minus);
    };
  }

  /// The paths that it reads.
  default Stream<Path> paths() {
    return switch (this) {
      case Attribute(var path) -> Stream.of(path);
      case Literal _ -> Stream.empty();
      case IfNotExists(var path, var otherwise) ->
          Stream.concat(Stream.of(path), otherwise.paths());
      case ListAppend(var first, var second) -> Stream.concat(first.paths(), second.paths());
      case Plus(var left, var right) -> Stream.concat(left.paths(), right.paths());
      case Minus(var left, var right) -> Stream.concat(left.paths(), right.paths());
    };
  }

  private static AttributeValue append(AttributeValue first, AttributeValue second) {
    if (first instanceof Arr(var head) && second instanceof Arr(var tail)) {
      var items = new ArrayList<>(head);
      items.addAll(tail);
      return new Arr(items);
    }
    throw wrongType();
  }

  private static AttributeValue compute(
      AttributeValue left, AttributeValue right, BinaryOperator<Num> operator) {
    if (left instanceof Num a && right instanceof Num b) {
      return operator.apply(a, b);
    }
    throw wrongType();
  }

  private static InvalidException missing() {
    return new InvalidException(
        "The provided expression refers to an attribute that does not exist in the item");
  }

  static InvalidException wrongType() {
    return new InvalidException("An operand in the update expression has an incorrect data type");
  }
}
