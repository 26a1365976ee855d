package dev.slipway.local.states.api;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.List;
import java.util.Optional;

/// The members of a request, checked as they are asked for.
public final class Request {
  private static final int MAX_TOKEN = 1024;

  private final Json.Obj members;

  private Request(Json.Obj members) {
    this.members = members;
  }

  public static Request of(byte[] body) {
    try {
      return new Request(body.length == 0 ? Json.Obj.EMPTY : Json.parseObject(body));
    } catch (MalformedJsonException e) {
      throw new AwsError(400, "SerializationException", String.valueOf(e.getMessage()));
    }
  }

  static Request of(Json.Obj members) {
    return new Request(members);
  }

  String required(String name) {
    return string(name).orElseThrow(() -> constraint("", name, "Member must not be null"));
  }

  Optional<String> string(String name) {
    return typed(name, Json.Str.class).map(Json.Str::value);
  }

  /// A text of limited length.
  Optional<String> string(String name, int most) {
    var text = string(name);
    text.filter(value -> value.length() > most)
        .ifPresent(value -> {
          throw constraint(
              value, name, "Member must have length less than or equal to %d".formatted(most));
        });
    return text;
  }

  boolean flag(String name) {
    return flag(name, false);
  }

  boolean flag(String name, boolean otherwise) {
    return typed(name, Json.Bool.class).map(Json.Bool::value).orElse(otherwise);
  }

  Optional<Double> number(String name) {
    return typed(name, Json.Num.class).map(Json.Num::value);
  }

  Json.Obj object(String name) {
    return typed(name, Json.Obj.class).orElse(Json.Obj.EMPTY);
  }

  List<Json> array(String name) {
    return typed(name, Json.Arr.class).map(Json.Arr::items).orElse(List.of());
  }

  /// The objects of an array.
  List<Request> objects(String name) {
    return array(name).stream()
        .map(item -> {
          if (item instanceof Json.Obj object) {
            return new Request(object);
          }
          throw mistyped(name);
        })
        .toList();
  }

  boolean has(String name) {
    return members.get(name).isPresent();
  }

  Json.Obj json() {
    return members;
  }

  /// A page's size. AWS takes 0 for nothing said.
  int limit(int greatest) {
    var limit = number("maxResults").orElse(0.0);
    if (limit < 0) {
      throw constraint(
          Json.of(limit).text(), "maxResults", "Member must have value greater than or equal to 0");
    }
    if (limit > greatest) {
      throw constraint(
          Json.of(limit).text(),
          "maxResults",
          "Member must have value less than or equal to %d".formatted(greatest));
    }
    return limit == 0 ? Math.min(100, greatest) : limit.intValue();
  }

  Optional<String> pageToken() {
    return pageToken(MAX_TOKEN);
  }

  Optional<String> pageToken(int most) {
    var token = string("nextToken", most);
    token
        .filter(String::isEmpty)
        .ifPresent(_ -> {
          throw constraint("", "nextToken", "Member must have length greater than or equal to 1");
        });
    return token;
  }

  private <T extends Json> Optional<T> typed(String name, Class<T> type) {
    return members
        .get(name)
        .map(value -> {
          if (type.isInstance(value)) {
            return type.cast(value);
          }
          throw mistyped(name);
        });
  }

  private static AwsError mistyped(String name) {
    return new AwsError(
        400, "SerializationException", "The member '%s' has the wrong type".formatted(name));
  }

  static AwsError constraint(String value, String name, String constraint) {
    return invalid(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, name, constraint));
  }

  static AwsError invalid(String message) {
    return refusal("ValidationException", message);
  }

  static AwsError refusal(String code, String message) {
    return new AwsError(400, code, message);
  }
}
