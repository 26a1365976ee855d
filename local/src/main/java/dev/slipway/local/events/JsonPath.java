package dev.slipway.local.events;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/// The paths that targets know: `$`, `$.detail.a-b`, `$.list[0]`.
final class JsonPath {
  private static final Pattern PATH = Pattern.compile("\\$((\\.[^.\\[\\]]+)|(\\[\\d{1,6}]))*");
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,6})]");

  private JsonPath() {}

  static void check(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new AwsError(
          400, "ValidationException", "InputPath %s is not a valid path".formatted(path));
    }
  }

  static Optional<Json> find(String path, Json.Obj event) {
    Optional<Json> found = Optional.of(event);
    var steps = STEP.matcher(path);
    while (steps.find()) {
      var name = Optional.ofNullable(steps.group(1));
      var index = Optional.ofNullable(steps.group(2)).map(Integer::parseInt);
      found =
          found.flatMap(value ->
              name.map(one -> member(value, one)).orElseGet(() -> item(value, index.orElse(0))));
    }
    return found;
  }

  private static Optional<Json> member(Json value, String name) {
    return value instanceof Json.Obj object
        ? Optional.ofNullable(object.members().get(name))
        : Optional.empty();
  }

  private static Optional<Json> item(Json value, int index) {
    return value instanceof Json.Arr(var items) && index < items.size()
        ? Optional.of(items.get(index))
        : Optional.empty();
  }
}
