package dev.slipway.ci.expression;

import dev.slipway.ci.expression.Expression.Binary;
import dev.slipway.ci.expression.Expression.Call;
import dev.slipway.ci.expression.Expression.Chain;
import dev.slipway.ci.expression.Expression.Context;
import dev.slipway.ci.expression.Expression.Filter;
import dev.slipway.ci.expression.Expression.Index;
import dev.slipway.ci.expression.Expression.Literal;
import dev.slipway.ci.expression.Expression.Not;
import dev.slipway.ci.expression.Expression.Operator;
import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Parses GitHub's expressions, what stands inside `${{ }}`.
///
/// Limits are those of `ExpressionConstants.cs` in actions/runner.
public final class Expressions {
  public static final int MAX_LENGTH = 21_000;
  public static final int MAX_DEPTH = 50;
  public static final String TOO_LONG = "Exceeded max expression length " + MAX_LENGTH;

  private final String text;
  private final Names names;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private Expressions(String text, Names names) {
    this.text = text;
    this.names = names;
    this.tokens = Lexer.tokens(text);
  }

  /// Reads one expression that may use any name.
  ///
  /// @throws ExpressionException of kind lexing or parsing, with the place of the first fault
  public static Expression parse(String text) {
    return parse(text, Names.ANY);
  }

  /// Reads one expression.
  ///
  /// @throws ExpressionException of kind lexing or parsing, with the place of the first fault
  public static Expression parse(String text, Names names) {
    if (text.length() > MAX_LENGTH) {
      throw new ExpressionException(Kind.PARSING, TOO_LONG, 0);
    }
    var parser = new Expressions(text, names);
    if (parser.peek() instanceof Token.End) {
      throw new ExpressionException(Kind.PARSING, "An expression was expected", 1);
    }
    var expression = parser.chain(Operator.OR);
    if (!(parser.peek() instanceof Token.End)) {
      throw parser.unexpected(parser.peek());
    }
    if (expression.depth() > MAX_DEPTH) {
      throw parser.tooDeep();
    }
    return expression;
  }

  /// A chain of one logical operator; it is one level deep, however long.
  private Expression chain(Operator operator) {
    var operands = new ArrayList<Expression>();
    do {
      operands.add(
          operator == Operator.OR ? chain(Operator.AND) : binary(Operator.EQUAL.strength()));
    } while (take(operator.sign()));
    return operands.size() == 1 ? operands.getFirst() : new Chain(operator, operands);
  }

  private Expression binary(int strength) {
    var left = operand(strength);
    var steps = 0;
    for (var operator = operator(strength); operator.isPresent(); operator = operator(strength)) {
      at++;
      left = new Binary(operator.get(), left, operand(strength));
      if (++steps > MAX_DEPTH) {
        throw tooDeep();
      }
    }
    return left;
  }

  private Expression operand(int strength) {
    return strength == Operator.LESS.strength() ? unary() : binary(strength + 1);
  }

  private Optional<Operator> operator(int strength) {
    return peek() instanceof Token.Sign(var raw, _)
        ? Arrays.stream(Operator.values())
            .filter(operator -> operator.strength() == strength && operator.sign().equals(raw))
            .findFirst()
        : Optional.empty();
  }

  private Expression unary() {
    var begins = peek().position();
    if (take("!")) {
      return new Not(deeper(this::unary), begins);
    }
    return primary();
  }

  private Expression primary() {
    var token = next();
    return switch (token) {
      case Token.Literal(var value, _, var position) -> new Literal(value, position);
      case Token.Name name -> postfix(peek().raw().equals("(") ? call(name) : context(name));
      case Token.Sign(var raw, _) when raw.equals("(") -> postfix(group());
      case Token.Sign _ -> throw unexpected(token);
      case Token.End _ -> throw unexpectedEnd();
    };
  }

  private Expression group() {
    var inner = nested();
    expect(")");
    return inner;
  }

  private Expression context(Token.Name name) {
    if (!names.hasContext(name.raw().toLowerCase(Locale.ROOT))) {
      throw Functions.fault("Unrecognized named-value: '%s'", name, text);
    }
    return new Context(name.raw(), name.position());
  }

  private Expression call(Token.Name name) {
    expect("(");
    var arguments = new ArrayList<Expression>();
    if (!take(")")) {
      do {
        arguments.add(nested());
      } while (take(","));
      expect(")");
    }
    Functions.check(name, arguments, names, text);
    return new Call(name.raw(), arguments, name.position());
  }

  private Expression nested() {
    return deeper(() -> chain(Operator.OR));
  }

  /// Brackets, arguments and negations are depth; operators on one level are not.
  private Expression deeper(Supplier<Expression> inner) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tooDeep();
    }
    var result = inner.get();
    depth--;
    return result;
  }

  private Expression postfix(Expression target) {
    var result = target;
    var steps = 0;
    while (true) {
      if (take(".")) {
        result = member(result);
      } else if (take("[")) {
        result = subscript(result);
      } else {
        return result;
      }
      if (++steps > MAX_DEPTH) {
        throw tooDeep();
      }
    }
  }

  private Expression member(Expression target) {
    var token = next();
    return switch (token) {
      case Token.Name(var name, var position) ->
          new Index(target, new Literal(Json.of(name), position));
      case Token.Sign(var raw, _) when raw.equals("*") -> new Filter(target);
      case Token.End _ -> throw unexpectedEnd();
      case Token.Sign _, Token.Literal _ -> throw unexpected(token);
    };
  }

  private Expression subscript(Expression target) {
    if (take("*")) {
      expect("]");
      return new Filter(target);
    }
    var key = nested();
    expect("]");
    return new Index(target, key);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(peek() instanceof Token.End ? at : at++);
  }

  private boolean take(String sign) {
    if (peek() instanceof Token.Sign(var raw, _) && raw.equals(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (take(sign)) {
      return;
    }
    throw peek() instanceof Token.End ? unexpectedEnd() : unexpected(peek());
  }

  private ExpressionException tooDeep() {
    return new ExpressionException(
        Kind.PARSING, "Exceeded max expression depth " + MAX_DEPTH, peek().position());
  }

  private ExpressionException unexpected(Token token) {
    return new ExpressionException(
        Kind.PARSING,
        "Unexpected symbol: '%s'. Located at position %d within expression: %s"
            .formatted(token.raw(), token.position(), text),
        token.position());
  }

  private ExpressionException unexpectedEnd() {
    var last = tokens.get(tokens.size() - 2);
    return new ExpressionException(
        Kind.PARSING,
        "Unexpected end of expression: '%s'. Located at position %d within expression: %s"
            .formatted(last.raw(), last.position(), text),
        last.position());
  }
}
