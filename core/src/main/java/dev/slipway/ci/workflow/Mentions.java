package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.expression.Templates.Part;
import dev.slipway.model.Json;
import java.util.Collection;
import java.util.stream.Stream;

/// Which contexts the expressions of a part of a file look at.
final class Mentions {
  private Mentions() {}

  static boolean in(Strategy.Matrix matrix, String context) {
    return texts(matrix).anyMatch(text -> in(text, context));
  }

  static boolean in(Json value, String context) {
    return texts(value).anyMatch(text -> in(text, context));
  }

  private static boolean in(String text, String context) {
    return Templates.parts(text).stream()
        .anyMatch(part ->
            part instanceof Part.Code(var expression, _)
                && Templates.contextsOf(Expressions.parse(expression)).contains(context));
  }

  private static Stream<String> texts(Strategy.Matrix matrix) {
    return switch (matrix) {
      case Strategy.Matrix.Computed(var expression) -> Stream.of(expression.text());
      case Strategy.Matrix.Written(var vectors, var include, var exclude) ->
          Stream.of(vectors.values(), include, exclude)
              .flatMap(Collection::stream)
              .flatMap(Mentions::texts);
    };
  }

  private static Stream<String> texts(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Stream.of(text);
      case Json.Arr(var items) -> items.stream().flatMap(Mentions::texts);
      case Json.Obj(var members) -> members.values().stream().flatMap(Mentions::texts);
      case Json.Null _, Json.Bool _, Json.Num _ -> Stream.empty();
    };
  }
}
