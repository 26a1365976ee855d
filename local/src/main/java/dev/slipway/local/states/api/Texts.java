package dev.slipway.local.states.api;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.language.JsonErrors;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Instant;
import java.util.function.Function;

/// Texts of JSON in requests, and times in answers.
final class Texts {
  private static final int MAX = 256 * 1024;

  private Texts() {}

  /// @param refusal what to say when the text is no JSON, from what is wrong with it
  static Document document(String text, String member, Function<String, AwsError> refusal) {
    var document = Document.of(text);
    if (document.exceeds(MAX)) {
      throw Request.constraint(
          text.substring(0, 80) + "…",
          member,
          "Member must have length less than or equal to 262144");
    }
    if (text.isEmpty()) {
      throw refusal.apply("Invalid execution input.");
    }
    try {
      var _ = Json.parse(text);
      return document;
    } catch (MalformedJsonException e) {
      throw refusal.apply(JsonErrors.reason(e));
    }
  }

  static Document input(Request request) {
    return document(
        request.string("input").orElse("{}"),
        "input",
        why ->
            Request.refusal(
                "InvalidExecutionInput",
                "Invalid State Machine Execution Input: '%s'".formatted(why)));
  }

  static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }
}
