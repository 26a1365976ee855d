package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The language from outside: one JSON object in, one out. What `./slipway eval` answers per line.
public final class Eval {
  private Eval() {}

  /// Computes `{"expr": …, "contexts": {…}}` to `{"kind": …, "value": …}`, or to `{"error":
  /// {"kind": …, "message": …}}` with kind `input`, `lexing`, `parsing` or `evaluation`.
  public static String line(String line) {
    return answer(line).text();
  }

  private static Json answer(String line) {
    try {
      var request = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
      var contexts = new LinkedHashMap<>(request.object("contexts").members());
      var expression = Expressions.parse(request.requireString("expr"));
      return value(Evaluator.evaluate(expression, MapContexts.of(contexts)));
    } catch (ExpressionException e) {
      return error(e.kind().word(), e.getMessage());
    } catch (IllegalArgumentException e) {
      return error("input", e.getMessage());
    }
  }

  private static Json value(Json value) {
    var kind =
        switch (value) {
          case Json.Null _ -> "Null";
          case Json.Bool _ -> "Boolean";
          case Json.Num _ -> "Number";
          case Json.Str _ -> "String";
          case Json.Arr _ -> "Array";
          case Json.Obj _ -> "Object";
        };
    return Json.object().put("kind", kind).put("value", value).build();
  }

  private static Json error(String kind, @Nullable String message) {
    return Json.object()
        .put(
            "error",
            Json.object().put("kind", kind).put("message", String.valueOf(message)).build())
        .build();
  }
}
