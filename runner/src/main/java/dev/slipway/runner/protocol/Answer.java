package dev.slipway.runner.protocol;

import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.Map;

/// What a service answers.
sealed interface Answer {
  record Document(int status, Json.Obj json) implements Answer {}

  record Content(Path file, String type) implements Answer {}

  /// @param headers what a client of the store expects to see
  record Empty(int status, Map<String, String> headers) implements Answer {
    public Empty {
      headers = Map.copyOf(headers);
    }
  }

  static Answer ok(Json.Obj json) {
    return new Document(200, json);
  }

  static Answer empty(int status) {
    return new Empty(status, Map.of());
  }

  /// A refusal in Twirp's words.
  static Answer refused(int status, String code, String message) {
    return new Document(status, Json.object().put("code", code).put("msg", message).build());
  }
}
