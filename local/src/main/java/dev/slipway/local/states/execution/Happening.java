package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// An event of an execution's history.
///
/// @param type `TaskStateEntered`
/// @param details the member that carries the details and what it holds
public record Happening(int id, int previous, Instant at, String type, Optional<Details> details) {
  public record Details(String member, Json.Obj value) {
    /// Details stand under a name made of the type's: `TaskFailed` has `taskFailedEventDetails`,
    /// all that say that a state was entered share one.
    static Details of(String type, Json.Obj value) {
      var subject =
          type.endsWith("StateEntered")
              ? "stateEntered"
              : type.endsWith("StateExited")
                  ? "stateExited"
                  : Character.toLowerCase(type.charAt(0)) + type.substring(1);
      return new Details(subject + "EventDetails", value);
    }
  }

  /// As GetExecutionHistory tells it.
  public Json.Obj json() {
    var json =
        Json.object()
            .put("timestamp", at.toEpochMilli() / 1000.0)
            .put("type", type)
            .put("id", id)
            .put("previousEventId", previous);
    details.ifPresent(some -> json.put(some.member(), some.value()));
    return json.build();
  }
}
