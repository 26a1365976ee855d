package dev.slipway.local.states.task;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Times in answers: a number of seconds on the wire, `2026-11-25T07:00:00.123Z` for tasks.
final class Moments {
  private static final Pattern NAME = Pattern.compile(".*(Date|Time|Timestamp)");

  private Moments() {}

  static Json spelled(Json json) {
    return switch (json) {
      case Json.Obj(var members) -> {
        var spelled = new LinkedHashMap<String, Json>();
        members.forEach((name, value) -> spelled.put(name, spelled(name, value)));
        yield new Json.Obj(spelled);
      }
      case Json.Arr(var items) -> new Json.Arr(items.stream().map(Moments::spelled).toList());
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> json;
    };
  }

  private static Json spelled(String name, Json value) {
    return value instanceof Json.Num(var seconds) && NAME.matcher(name).matches()
        ? Json.of(text(Instant.ofEpochMilli(Math.round(seconds * 1000))))
        : spelled(value);
  }

  static String text(Instant at) {
    return at.toString();
  }
}
