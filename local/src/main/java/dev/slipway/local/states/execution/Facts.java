package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.Machine;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// What never changes about an execution.
///
/// @param number by which this cloud knows it; tokens carry it
/// @param name the execution's own name
/// @param machineArn the state machine without a version
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
    Machine machine) {

  /// When the execution has taken too long.
  public Optional<Alarm> deadline() {
    return machine
        .timeout()
        .map(limit -> new Alarm(started.plus(limit), Scope.ROOT, 0, Alarm.Kind.EXECUTION));
  }

  /// The parts of the context object that are the same for every state.
  Json.Obj context() {
    return Json.object()
        .put(
            "Execution",
            Json.object()
                .put("Id", arn)
                .put("Input", input.json())
                .put("Name", name)
                .put("RoleArn", roleArn)
                .put("StartTime", started.toString())
                .build())
        .put("StateMachine", Json.object().put("Id", machineArn).put("Name", machineName).build())
        .build();
  }
}
