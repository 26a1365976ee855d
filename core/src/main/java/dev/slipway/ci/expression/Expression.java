package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.util.List;
import java.util.stream.Stream;

/// A parsed expression.
public sealed interface Expression {
  record Literal(Json value) implements Expression {}

  /// A context by name, `github`.
  record Context(String name) implements Expression {}

  /// `target.name` or `target[key]`.
  record Index(Expression target, Expression key) implements Expression {}

  /// `target.*`: all items, or all values.
  record Filter(Expression target) implements Expression {}

  record Call(String function, List<Expression> arguments) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /// Binary operators, loosest first.
  enum Operator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 4),
    LESS_OR_EQUAL("<=", 4),
    GREATER(">", 4),
    GREATER_OR_EQUAL(">=", 4);

    private final String sign;
    private final int strength;

    Operator(String sign, int strength) {
      this.sign = sign;
      this.strength = strength;
    }

    String sign() {
      return sign;
    }

    int strength() {
      return strength;
    }
  }

  /// This expression and all inside it.
  default Stream<Expression> parts() {
    var inner =
        switch (this) {
          case Literal _, Context _ -> Stream.<Expression>empty();
          case Index(var target, var key) -> Stream.of(target, key);
          case Filter(var target) -> Stream.of(target);
          case Call(_, var arguments) -> arguments.stream();
          case Not(var operand) -> Stream.of(operand);
          case Binary(_, var left, var right) -> Stream.of(left, right);
        };
    return Stream.concat(Stream.of(this), inner.flatMap(Expression::parts));
  }
}
