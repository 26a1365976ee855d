package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The language from outside: one JSON object in, one out. What `./slipway eval` answers per line.
public final class Eval {
  private Eval() {}

  /// Computes `{"expr": …, "contexts": {…}, "options": {…}}` to `{"kind": …, "value": …}`, or to
  /// `{"error": {"kind": …, "message": …}}` with kind `input`, `lexing`, `parsing` or `evaluation`.
  public static String line(String line) {
    return answer(line).text();
  }

  private static Json answer(String line) {
    try {
      var request = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
      checkOptions(optional(request, "options"));
      var contexts = MapContexts.of(optional(request, "contexts").members());
      var text = request.requireString("expr");
      return text.isBlank()
          ? value(Json.Null.INSTANCE)
          : value(Evaluator.evaluate(Expressions.parse(text, new Given(contexts)), contexts));
    } catch (ExpressionException e) {
      return error(e.kind().word(), e.getMessage());
    } catch (IllegalArgumentException e) {
      return error("input", e.getMessage());
    }
  }

  private static Json.Obj optional(Json.Obj request, String name) {
    if (request.get(name).orElse(Json.Obj.EMPTY) instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("\"%s\" is not an object".formatted(name));
  }

  /// Suites of expressions that several implementations share mark with `skip` whom a case is not
  /// for; there is no other option.
  private static void checkOptions(Json.Obj options) {
    for (var option : options.members().keySet()) {
      if (!option.equals("skip")) {
        throw new IllegalArgumentException(
            "\"options\" has no \"%s\"; it may have \"skip\"".formatted(option));
      }
    }
  }

  /// The contexts of the request and all functions.
  private record Given(Contexts contexts) implements Names {
    @Override
    public boolean hasContext(String name) {
      return contexts.context(name).isPresent();
    }

    @Override
    public boolean hasFunction(String name) {
      return true;
    }

    @Override
    public boolean hasStatusOfJobs() {
      return true;
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
