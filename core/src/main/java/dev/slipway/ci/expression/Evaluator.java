package dev.slipway.ci.expression;

import dev.slipway.ci.expression.Expression.Binary;
import dev.slipway.ci.expression.Expression.Call;
import dev.slipway.ci.expression.Expression.Context;
import dev.slipway.ci.expression.Expression.Filter;
import dev.slipway.ci.expression.Expression.Index;
import dev.slipway.ci.expression.Expression.Literal;
import dev.slipway.ci.expression.Expression.Not;
import dev.slipway.ci.expression.Expression.Operator;
import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Computes expressions. `&&` and `||` return an operand and do not look at the other one in vain.
public final class Evaluator {
  private final Contexts contexts;

  private Evaluator(Contexts contexts) {
    this.contexts = contexts;
  }

  /// The expression's value; what is not there is null, as in the runner.
  ///
  /// @throws ExpressionException of kind evaluation, or parsing for a context that is not available
  public static Json evaluate(Expression expression, Contexts contexts) {
    return new Evaluator(contexts).value(expression).asJson();
  }

  /// A value, or the many values that `.*` yields and further dereferences map over.
  private sealed interface Value {
    record One(Json json) implements Value {}

    record Many(List<Json> items) implements Value {}

    default Json asJson() {
      return switch (this) {
        case One(var json) -> json;
        case Many(var items) -> Json.array(items);
      };
    }
  }

  private Value value(Expression expression) {
    return switch (expression) {
      case Index(var target, var key) -> index(value(target), json(key));
      case Filter(var target) -> filter(value(target));
      case Literal(var json) -> new Value.One(json);
      case Context(var name) -> new Value.One(context(name));
      case Call(var function, var arguments) ->
          new Value.One(Functions.call(function, arguments, this::json, contexts));
      case Not(var operand) -> new Value.One(Json.of(!Values.isTruthy(json(operand))));
      case Binary(var operator, var left, var right) ->
          new Value.One(binary(operator, left, right));
    };
  }

  private Json json(Expression expression) {
    return value(expression).asJson();
  }

  private Json context(String name) {
    return contexts
        .context(name)
        .orElseThrow(() ->
            new ExpressionException(
                Kind.PARSING, "Unrecognized named-value: '%s'".formatted(name), 1));
  }

  private static Value index(Value target, Json key) {
    return switch (target) {
      case Value.One(var json) -> new Value.One(member(json, key));
      case Value.Many(var items) ->
          new Value.Many(
              items.stream()
                  .map(item -> member(item, key))
                  .filter(member -> !(member instanceof Json.Null))
                  .toList());
    };
  }

  private static Json member(Json target, Json key) {
    return switch (target) {
      case Json.Obj(var members) -> Values.isPrimitive(key) ? named(members, key) : nothing();
      case Json.Arr(var items) -> item(items, Values.number(key));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> nothing();
    };
  }

  private static Json named(Map<String, Json> members, Json key) {
    var name = Values.text(key);
    var exact = members.get(name);
    if (exact != null) {
      return exact;
    }
    return members.entrySet().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(nothing());
  }

  private static Json item(List<Json> items, double index) {
    var whole = Math.floor(index);
    return whole >= 0 && whole < items.size() ? items.get((int) whole) : nothing();
  }

  private static Json nothing() {
    return Json.Null.INSTANCE;
  }

  private static Value filter(Value target) {
    var targets =
        switch (target) {
          case Value.One(var json) -> Stream.of(json);
          case Value.Many(var items) -> items.stream();
        };
    return new Value.Many(targets.flatMap(Evaluator::children).toList());
  }

  private static Stream<Json> children(Json json) {
    return switch (json) {
      case Json.Arr(var items) -> items.stream();
      case Json.Obj(var members) -> members.values().stream();
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> Stream.empty();
    };
  }

  private Json binary(Operator operator, Expression left, Expression right) {
    var first = json(left);
    return switch (operator) {
      case AND -> Values.isTruthy(first) ? json(right) : first;
      case OR -> Values.isTruthy(first) ? first : json(right);
      case EQUAL -> Json.of(Values.equal(first, json(right)));
      case NOT_EQUAL -> Json.of(!Values.equal(first, json(right)));
      case LESS -> Json.of(Values.compare(first, json(right)) < 0);
      case LESS_OR_EQUAL -> Json.of(Values.compare(first, json(right)) <= 0);
      case GREATER -> Json.of(Values.compare(first, json(right)) > 0);
      case GREATER_OR_EQUAL -> Json.of(Values.compare(first, json(right)) >= 0);
    };
  }
}
