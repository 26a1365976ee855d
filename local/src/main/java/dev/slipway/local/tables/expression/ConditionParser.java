package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.And;
import dev.slipway.local.tables.expression.Condition.Between;
import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.expression.Condition.Compare;
import dev.slipway.local.tables.expression.Condition.In;
import dev.slipway.local.tables.expression.Condition.Not;
import dev.slipway.local.tables.expression.Condition.Or;
import dev.slipway.local.tables.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Parses conditions and filters: `OR` binds loosest, then `AND`, then `NOT`.
public final class ConditionParser {
  private final Tokens tokens;
  private final CallChecks calls;

  private ConditionParser(Tokens tokens) {
    this.tokens = tokens;
    this.calls = new CallChecks(tokens);
  }

  /// @param kind the request's member, for messages: `ConditionExpression`
  /// @throws dev.slipway.local.tables.value.InvalidException with AWS's message
  public static Condition parse(String kind, String text, Placeholders placeholders) {
    var tokens = new Tokens(new Source(kind, text), placeholders);
    var condition = new ConditionParser(tokens).or();
    tokens.end();
    return condition;
  }

  private Condition or() {
    tokens.deeper();
    var any = new ArrayList<>(List.of(and()));
    while (tokens.acceptKeyword("OR")) {
      any.add(and());
    }
    tokens.back();
    return any.size() == 1 ? any.getFirst() : new Or(any);
  }

  private Condition and() {
    var all = new ArrayList<>(List.of(not()));
    while (tokens.acceptKeyword("AND")) {
      all.add(not());
    }
    return all.size() == 1 ? all.getFirst() : new And(all);
  }

  private Condition not() {
    if (!tokens.acceptKeyword("NOT")) {
      return primary();
    }
    tokens.deeper();
    var negated = new Not(not());
    tokens.back();
    return negated;
  }

  private Condition primary() {
    if (tokens.peek().isSign("(") && !wrapsOperand()) {
      return parenthesised();
    }
    if (isCall() && !comparesAfterCall()) {
      return call();
    }
    return comparison(operand());
  }

  private Condition parenthesised() {
    if (tokens.hasRedundantParenthesis()) {
      tokens.problem("The expression has redundant parentheses;");
    }
    tokens.expectSign("(");
    var condition = or();
    tokens.expectSign(")");
    return condition;
  }

  /// Whether the parenthesis encloses a value rather than a condition.
  private boolean wrapsOperand() {
    var after = tokens.afterParenthesis();
    return Comparator.of(after).isPresent() || after.isKeyword("BETWEEN") || after.isKeyword("IN");
  }

  private boolean isCall() {
    return tokens.peek().kind() == Kind.NAME && tokens.peekSecond().isSign("(");
  }

  private boolean comparesAfterCall() {
    var start = tokens.position();
    tokens.next();
    var compares = wrapsOperand();
    tokens.back(start);
    return compares;
  }

  private Condition call() {
    var name = tokens.next().text();
    return calls.condition(name, arguments());
  }

  private List<Operand> arguments() {
    tokens.expectSign("(");
    var arguments = new ArrayList<>(List.of(operand()));
    while (tokens.acceptSign(",")) {
      arguments.add(operand());
    }
    tokens.expectSign(")");
    return arguments;
  }

  private Condition comparison(Operand left) {
    var comparator = Comparator.of(tokens.peek());
    if (comparator.isPresent()) {
      tokens.next();
      return calls.compare(new Compare(comparator.get(), left, operand()));
    }
    if (tokens.acceptKeyword("BETWEEN")) {
      var low = operand();
      tokens.expectKeyword("AND");
      return calls.between(new Between(left, low, operand()));
    }
    if (tokens.acceptKeyword("IN")) {
      return calls.in(new In(left, arguments()));
    }
    throw tokens.unexpected();
  }

  private Operand operand() {
    if (tokens.acceptSign("(")) {
      tokens.deeper();
      var inner = operand();
      tokens.expectSign(")");
      tokens.back();
      return inner;
    }
    if (isCall()) {
      var name = tokens.next().text();
      return calls.operand(name, arguments());
    }
    if (tokens.peek().kind() == Kind.VALUE_PLACEHOLDER) {
      var token = tokens.next();
      return new Operand.Literal(token.text(), tokens.value(token));
    }
    return new Operand.Attribute(tokens.path());
  }
}
