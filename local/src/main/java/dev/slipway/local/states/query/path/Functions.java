package dev.slipway.local.states.query.path;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/// What may stand with brackets at the end of a path.
final class Functions {
  static final Set<String> NAMES = Set.of("length", "min", "max", "avg", "sum", "keys", "size");

  private Functions() {}

  static Optional<Json> apply(String name, Optional<Json> value) {
    return value.flatMap(json ->
        switch (name) {
          case "length", "size" -> length(json);
          case "keys" ->
              json instanceof Json.Obj(var members)
                  ? Optional.of(Json.strings(List.copyOf(members.keySet())))
                  : Optional.empty();
          case "min" -> some(numbers(json).min().stream());
          case "max" -> some(numbers(json).max().stream());
          case "avg" -> some(numbers(json).average().stream());
          case "sum" -> Optional.of(Json.of(numbers(json).sum()));
          case String unknown -> throw new IllegalStateException(unknown);
        });
  }

  private static Optional<Json> length(Json json) {
    return switch (json) {
      case Json.Arr(var items) -> Optional.of(Json.of(items.size()));
      case Json.Obj(var members) -> Optional.of(Json.of(members.size()));
      case Json.Str(var text) -> Optional.of(Json.of(text.length()));
      case Json.Null _, Json.Bool _, Json.Num _ -> Optional.empty();
    };
  }

  private static Optional<Json> some(DoubleStream result) {
    return result.boxed().findFirst().map(Json::of);
  }

  private static DoubleStream numbers(Json json) {
    return json instanceof Json.Arr(var items)
        ? items.stream()
            .filter(Json.Num.class::isInstance)
            .mapToDouble(item -> ((Json.Num) item).value())
        : DoubleStream.empty();
  }
}
