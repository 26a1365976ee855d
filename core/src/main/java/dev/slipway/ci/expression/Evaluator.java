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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Computes expressions. `&&` and `||` return an operand and do not look at the other one in vain.
public final class Evaluator {
  private final Contexts contexts;
  private final Memory memory = new Memory();

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
      case Literal(var json, _) -> new Value.One(json);
      case Context(var name, _) -> new Value.One(context(name));
      case Call(var function, var arguments, _) ->
          new Value.One(new Functions(this::json, contexts, memory).call(function, arguments));
      case Not(var operand, _) -> new Value.One(Json.of(!Values.isTruthy(json(operand))));
      case Binary(var operator, var left, var right) ->
          new Value.One(binary(operator, json(left), json(right)));
      case Chain(var operator, var operands) -> new Value.One(chain(operator, operands));
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
      case Value.One(var json) -> new Value.One(member(json, key).orElse(Json.Null.INSTANCE));
      case Value.Many(var items) ->
          new Value.Many(items.stream().flatMap(item -> member(item, key).stream()).toList());
    };
  }

  private static Optional<Json> member(Json target, Json key) {
    return switch (target) {
      case Json.Obj(var members) ->
          Values.isPrimitive(key) ? named(members, Values.text(key)) : Optional.empty();
      case Json.Arr(var items) -> item(items, Values.number(key));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> Optional.empty();
    };
  }

  private static Optional<Json> named(Map<String, Json> members, String name) {
    return Optional.ofNullable(members.get(name))
        .or(() ->
            members.entrySet().stream()
                .filter(member -> Values.upper(member.getKey()).equals(Values.upper(name)))
                .map(Map.Entry::getValue)
                .findFirst());
  }

  /// Negative numbers are no index, even those that would round to zero.
  private static Optional<Json> item(List<Json> items, double index) {
    return index >= 0 && index < items.size()
        ? Optional.of(items.get((int) index))
        : Optional.empty();
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

  /// The first operand that decides, else the last one.
  private Json chain(Operator operator, List<Expression> operands) {
    var decides = operator == Operator.OR;
    Json value = Json.Null.INSTANCE;
    for (var operand : operands) {
      value = json(operand);
      if (Values.isTruthy(value) == decides) {
        return value;
      }
    }
    return value;
  }

  private static Json binary(Operator operator, Json left, Json right) {
    return Json.of(
        switch (operator) {
          case EQUAL -> Values.equal(left, right);
          case NOT_EQUAL -> !Values.equal(left, right);
          case LESS -> Values.compare(left, right) < 0;
          case LESS_OR_EQUAL -> Values.equal(left, right) || Values.compare(left, right) < 0;
          case GREATER -> Values.compare(left, right) > 0;
          case GREATER_OR_EQUAL -> Values.equal(left, right) || Values.compare(left, right) > 0;
          case AND, OR -> throw new IllegalStateException("a chain, not a comparison");
        });
  }
}
