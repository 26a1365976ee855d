package dev.slipway.local.events;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A schedule of EventBridge Scheduler.
///
/// @param given as `CreateSchedule` takes it
/// @param template whether a template declares it
record Schedule(
    String group,
    String name,
    Json.Obj given,
    ScheduleExpression expression,
    Duration window,
    Target target,
    boolean enabled,
    boolean template) {
  static final String DEFAULT_GROUP = "default";

  /// @throws AwsError when it is no schedule
  static Schedule of(String name, Json.Obj given, boolean template) {
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
      throw EventBuses.invalid(
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$"
              .formatted(name));
    }
    var input = new Input(given);
    var flexible = input.part("FlexibleTimeWindow");
    var mode = flexible.text("Mode");
    var minutes = flexible.maybeNumber("MaximumWindowInMinutes");
    var right =
        switch (mode) {
          case "OFF" -> minutes.isEmpty();
          case "FLEXIBLE" -> minutes.filter(length -> length >= 1 && length <= 1440).isPresent();
          default -> false;
        };
    if (!right) {
      throw EventBuses.invalid("Invalid FlexibleTimeWindow.");
    }
    var target = input.part("Target").members();
    if (!target.string("RoleArn").filter(arn -> arn.startsWith("arn:")).isPresent()) {
      throw EventBuses.invalid("Provided RoleArn is not an ARN.");
    }
    return new Schedule(
        input.maybeText("GroupName").orElse(DEFAULT_GROUP),
        name,
        given,
        ScheduleExpression.of(
            input.text("ScheduleExpression"),
            input.maybeText("ScheduleExpressionTimezone").orElse("UTC")),
        Duration.ofMinutes(minutes.orElse(0)),
        Target.of(target),
        !input.maybeText("State").orElse("ENABLED").equals("DISABLED"),
        template);
  }

  String key() {
    return group + "/" + name;
  }

  boolean endsWithItsLastTime() {
    return given.string("ActionAfterCompletion").filter("DELETE"::equals).isPresent();
  }

  Optional<Instant> time(String member) {
    return given.number(member).map(seconds -> Instant.ofEpochMilli((long) (seconds * 1000)));
  }
}
