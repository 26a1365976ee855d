package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;

/// What an operation gave: a result, or an error's name and message.
sealed interface Answer {
  record Result(Json.Obj body) implements Answer {}

  record Failure(String name, String message, Json.Obj details) implements Answer {}
}
