package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.Machine;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Predicate;

/// What never changes about an execution.
///
/// @param number by which this cloud knows it; tokens carry it
/// @param name the execution's own name
/// @param machineArn the state machine without a version
/// @param counted since when its time counts: the start, or the last redrive
/// @param given a context object to be seen instead of the execution's own
/// @param activities which activities there are, by their ARNs
/// @param redrives how often it was redriven; empty where that cannot be
public record Facts(
    long number,
    String arn,
    String name,
    String machineArn,
    String machineName,
    String roleArn,
    String region,
    Document input,
    Instant started,
    Instant counted,
    Optional<Integer> redrives,
    Optional<Json.Obj> given,
    Predicate<String> activities,
    Machine machine) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// As the context object spells times.
  static String time(Instant at) {
    return TIME.format(at);
  }

  /// When the execution has taken too long.
  public Optional<Alarm> deadline() {
    return machine
        .timeout()
        .map(limit -> new Alarm(counted.plus(limit), Scope.ROOT, 0, Alarm.Kind.EXECUTION));
  }

  /// The ARN of a map run of this execution.
  String mapRun(String label, String id) {
    return "%s/%s:%s".formatted(machineArn.replace(":stateMachine:", ":mapRun:"), label, id);
  }

  /// The parts of the context object that are the same for every state.
  Json.Obj context() {
    var execution =
        Json.object()
            .put("Id", arn)
            .put("Input", input.json())
            .put("StartTime", time(started))
            .put("Name", name)
            .put("RoleArn", roleArn);
    redrives.ifPresent(count -> execution.put("RedriveCount", count));
    return Json.object()
        .put("Execution", execution.build())
        .put("StateMachine", Json.object().put("Id", machineArn).put("Name", machineName).build())
        .build();
  }
}
