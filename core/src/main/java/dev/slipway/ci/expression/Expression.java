package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.util.List;
import java.util.stream.Stream;

/// A parsed expression.
///
/// `at` is where it begins in its text, counted from 1.
public sealed interface Expression {
  record Literal(Json value, int at) implements Expression {}

  /// A context by name, `github`.
  record Context(String name, int at) implements Expression {}

  /// `target.name` or `target[key]`.
  record Index(Expression target, Expression key) implements Expression {
    @Override
    public int at() {
      return target.at();
    }
  }

  /// `target.*`: all items, or all values.
  record Filter(Expression target) implements Expression {
    @Override
    public int at() {
      return target.at();
    }
  }

  record Call(String function, List<Expression> arguments, int at) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Not(Expression operand, int at) implements Expression {}

  /// A comparison.
  record Binary(Operator operator, Expression left, Expression right) implements Expression {
    @Override
    public int at() {
      return left.at();
    }
  }

  /// A chain of `&&` or of `||`, of any length.
  record Chain(Operator operator, List<Expression> operands) implements Expression {
    public Chain {
      operands = List.copyOf(operands);
    }

    @Override
    public int at() {
      return operands.getFirst().at();
    }
  }

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

  int at();

  /// What this expression is made of directly.
  default List<Expression> inner() {
    return switch (this) {
      case Literal _, Context _ -> List.of();
      case Index(var target, var key) -> List.of(target, key);
      case Filter(var target) -> List.of(target);
      case Call(_, var arguments, _) -> arguments;
      case Not(var operand, _) -> List.of(operand);
      case Binary(_, var left, var right) -> List.of(left, right);
      case Chain(_, var operands) -> operands;
    };
  }

  /// This expression and all inside it.
  default Stream<Expression> parts() {
    return Stream.concat(Stream.of(this), inner().stream().flatMap(Expression::parts));
  }

  /// How many expressions stand inside each other, one for a literal.
  default int depth() {
    return 1 + inner().stream().mapToInt(Expression::depth).max().orElse(0);
  }
}
