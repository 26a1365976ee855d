package dev.slipway.local.events.pattern;

import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// A name with dots in it is the way to a member: `{"a.b": 1}` and `{"a": {"b": 1}}` are the same
/// to a pattern, on both its sides.
final class Dots {
  private Dots() {}

  static Json.Obj nested(Json.Obj object) {
    return (Json.Obj) nested((Json) object);
  }

  private static Json nested(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var nested = new LinkedHashMap<String, Json>();
        members.forEach((name, inner) -> add(nested, name, nested(inner)));
        yield new Json.Obj(nested);
      }
      case Json.Arr(var items) -> Json.array(items.stream().map(Dots::nested).toList());
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> value;
    };
  }

  private static void add(Map<String, Json> into, String name, Json value) {
    var dot = name.indexOf('.');
    if (dot < 0) {
      into.merge(name, value, Dots::both);
      return;
    }
    var inner = new LinkedHashMap<String, Json>();
    add(inner, name.substring(dot + 1), value);
    into.merge(name.substring(0, dot), new Json.Obj(inner), Dots::both);
  }

  private static Json both(Json one, Json other) {
    if (!(one instanceof Json.Obj(var members)) || !(other instanceof Json.Obj(var more))) {
      return other;
    }
    var joined = new LinkedHashMap<>(members);
    more.forEach((name, value) -> joined.merge(name, value, Dots::both));
    return new Json.Obj(joined);
  }
}
