package dev.slipway.local.states;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.Optional;

/// The members of a request, checked as they are asked for.
final class Request {
  private final Json.Obj members;

  private Request(Json.Obj members) {
    this.members = members;
  }

  static Request of(byte[] body) {
    try {
      return new Request(body.length == 0 ? Json.Obj.EMPTY : Json.parseObject(body));
    } catch (MalformedJsonException e) {
      throw new AwsError(400, "SerializationException", String.valueOf(e.getMessage()));
    }
  }

  String required(String name) {
    return string(name)
        .orElseThrow(() ->
            invalid(
                "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                    .formatted(name)));
  }

  Optional<String> string(String name) {
    return typed(name, Json.Str.class).map(Json.Str::value);
  }

  boolean flag(String name) {
    return typed(name, Json.Bool.class).map(Json.Bool::value).orElse(false);
  }

  Json.Obj object(String name) {
    return typed(name, Json.Obj.class).orElse(Json.Obj.EMPTY);
  }

  boolean has(String name) {
    return members.get(name).isPresent();
  }

  /// A page's size: what AWS takes for 0 and nothing is its greatest.
  int limit(int greatest) {
    var limit = typed("maxResults", Json.Num.class).map(Json.Num::value).orElse(0.0);
    if (limit < 0 || limit > greatest) {
      throw invalid(
          "1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to %d"
              .formatted(limit.longValue(), greatest));
    }
    return limit == 0 ? Math.min(100, greatest) : limit.intValue();
  }

  private <T extends Json> Optional<T> typed(String name, Class<T> type) {
    return members
        .get(name)
        .map(value -> {
          if (type.isInstance(value)) {
            return type.cast(value);
          }
          throw new AwsError(
              400, "SerializationException", "The member '%s' has the wrong type".formatted(name));
        });
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }
}
