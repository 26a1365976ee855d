package dev.slipway.ci.plan;

import dev.slipway.ci.expression.Evaluator;
import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.expression.Expression.Operator;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an entry of `include` or `exclude` asks of a combination. Each scalar in it, however deep,
/// is compared as `matrix.a.b == value` would be: without case, and `'8'` equals `8`.
final class MatrixFilter {
  private final List<Expression> comparisons;

  private MatrixFilter(List<Expression> comparisons) {
    this.comparisons = comparisons;
  }

  static MatrixFilter of(Map<String, Json> wanted) {
    var comparisons = new ArrayList<Expression>();
    add(new Json.Obj(wanted), new Expression.Context("matrix", 1), comparisons);
    return new MatrixFilter(comparisons);
  }

  private static void add(Json wanted, Expression path, List<Expression> comparisons) {
    switch (wanted) {
      case Json.Obj(var members) ->
          members.forEach((key, value) -> add(value, at(path, Json.of(key)), comparisons));
      case Json.Arr(var items) -> {
        for (var i = 0; i < items.size(); i++) {
          add(items.get(i), at(path, Json.of(i)), comparisons);
        }
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          comparisons.add(
              new Expression.Binary(Operator.EQUAL, path, new Expression.Literal(wanted, 1)));
    }
  }

  private static Expression at(Expression path, Json key) {
    return new Expression.Index(path, new Expression.Literal(key, 1));
  }

  boolean matches(Map<String, Json> combination) {
    var contexts = MapContexts.of(Map.of("matrix", new Json.Obj(combination)));
    return comparisons.stream()
        .allMatch(comparison -> Evaluator.evaluate(comparison, contexts).equals(Json.Bool.TRUE));
  }
}
