package dev.slipway.local.events;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.util.Optional;

/// Where a rule or a schedule sends what it has, and what becomes of it when it cannot be
/// delivered.
///
/// @param given as `PutTargets` takes it
/// @param retries after the first try
/// @param deadLetters the ARN of a queue
/// @param group of messages in a FIFO queue
public record Target(
    Json.Obj given,
    String id,
    String arn,
    int retries,
    Duration maximumAge,
    Optional<String> deadLetters,
    Optional<String> group) {
  private static final int MOST_RETRIES = 185;
  private static final int LONGEST_AGE = 86_400;

  /// @throws AwsError when it is no target
  public static Target of(Json.Obj given) {
    var input = new Input(given);
    var retry = input.part("RetryPolicy");
    var retries = retry.maybeNumber("MaximumRetryAttempts").orElse(MOST_RETRIES);
    var age = retry.maybeNumber("MaximumEventAgeInSeconds").orElse(LONGEST_AGE);
    if (retries < 0 || retries > MOST_RETRIES || age < 60 || age > LONGEST_AGE) {
      throw invalid("MaximumRetryAttempts is 0 to 185, MaximumEventAgeInSeconds 60 to 86400");
    }
    var ways =
        java.util.stream.Stream.of("Input", "InputPath", "InputTransformer")
            .filter(input::has)
            .count();
    if (ways > 1) {
      throw invalid("Only one of Input, InputPath, or InputTransformer must be provided");
    }
    var target =
        new Target(
            given,
            input.maybeText("Id").orElse("target"),
            input.text("Arn"),
            retries,
            Duration.ofSeconds(age),
            input.part("DeadLetterConfig").maybeText("Arn"),
            input.part("SqsParameters").maybeText("MessageGroupId"));
    if (!target.arn().startsWith("arn:")) {
      throw invalid(
          "Parameter %s is not valid. Reason: Provided Arn is not in correct format."
              .formatted(target.arn()));
    }
    target.checkInput();
    return target;
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  private void checkInput() {
    given
        .string("Input")
        .ifPresent(text -> {
          try {
            var _ = Json.parse(text);
          } catch (MalformedJsonException _) {
            throw invalid("Invalid JSON text: " + text);
          }
        });
    given.string("InputPath").ifPresent(JsonPath::check);
    var transformer = new Input(given).part("InputTransformer");
    transformer.map("InputPathsMap").values().forEach(JsonPath::check);
  }

  /// What the target gets of an event.
  String input(Json.Obj event, String ruleArn) {
    var text = given.string("Input");
    if (text.isPresent()) {
      return text.get();
    }
    var path = given.string("InputPath");
    if (path.isPresent()) {
      return JsonPath.find(path.get(), event).orElse(Json.Obj.EMPTY).text();
    }
    return given.get("InputTransformer").isPresent()
        ? InputTransformer.apply(given.object("InputTransformer"), event, ruleArn)
        : event.text();
  }
}
