package dev.slipway.local.wire;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The members of a JSON request, read with the errors that AWS gives: `SerializationException` for
/// a member of the wrong type, `ValidationException` for one that is missing.
public record Input(Json.Obj members) {
  /// @throws AwsError when the body is not a JSON object; no body is an empty one
  public static Input of(byte[] body) {
    if (body.length == 0) {
      return new Input(Json.Obj.EMPTY);
    }
    try {
      return new Input(Json.parseObject(body));
    } catch (MalformedJsonException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  public boolean has(String name) {
    return members.get(name).isPresent();
  }

  public String text(String name) {
    return maybeText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> maybeText(String name) {
    return members.get(name).map(value -> as(Json.Str.class, value, "a String").value());
  }

  /// A whole number.
  public int number(String name) {
    return maybeNumber(name).orElseThrow(() -> missing(name));
  }

  public Optional<Integer> maybeNumber(String name) {
    return maybeLong(name).map(whole -> Math.clamp(whole, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  public Optional<Long> maybeLong(String name) {
    return members
        .get(name)
        .map(value -> {
          var number = as(Json.Num.class, value, "an Integer").value();
          if (number != Math.rint(number)) {
            throw wrong("NUMBER_VALUE can not be converted to an Integer");
          }
          return (long) number;
        });
  }

  /// Absent is false.
  public boolean flag(String name) {
    return maybeFlag(name).orElse(false);
  }

  public Optional<Boolean> maybeFlag(String name) {
    return members.get(name).map(value -> as(Json.Bool.class, value, "a Boolean").value());
  }

  /// An object; empty when it is missing.
  public Input part(String name) {
    return maybePart(name).orElseGet(() -> new Input(Json.Obj.EMPTY));
  }

  public Optional<Input> maybePart(String name) {
    return members.get(name).map(value -> new Input(as(Json.Obj.class, value, "a structure")));
  }

  /// The texts of a list; none when it is missing.
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var item : list(name)) {
      texts.add(as(Json.Str.class, item, "a String").value());
    }
    return texts;
  }

  /// The objects of a list; none when it is missing.
  public List<Input> parts(String name) {
    var parts = new ArrayList<Input>();
    for (var item : list(name)) {
      parts.add(new Input(as(Json.Obj.class, item, "a structure")));
    }
    return parts;
  }

  private List<Json> list(String name) {
    return members
        .get(name)
        .map(value -> as(Json.Arr.class, value, "a List").items())
        .orElse(List.of());
  }

  /// Texts by name; none when the map is missing.
  public Map<String, String> map(String name) {
    var map = new LinkedHashMap<String, String>();
    part(name)
        .members()
        .members()
        .forEach((key, value) -> map.put(key, as(Json.Str.class, value, "a String").value()));
    return map;
  }

  private static <T extends Json> T as(Class<T> type, Json value, String wanted) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw wrong("%s can not be converted to %s".formatted(kind(value), wanted));
  }

  private static String kind(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool(var truth) -> truth ? "TRUE_VALUE" : "FALSE_VALUE";
      case Json.Num _ -> "NUMBER_VALUE";
      case Json.Str _ -> "STRING_VALUE";
      case Json.Arr _ -> "START_ARRAY";
      case Json.Obj _ -> "START_OBJECT";
    };
  }

  private static AwsError wrong(String message) {
    return new AwsError(400, "SerializationException", message);
  }

  private static AwsError missing(String name) {
    var member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return new AwsError(
        400,
        "ValidationException",
        "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(member));
  }
}
