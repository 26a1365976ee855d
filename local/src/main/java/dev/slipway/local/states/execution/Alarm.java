package dev.slipway.local.states.execution;

import java.time.Instant;

/// Something that happens to a scope at an instant, unless the scope has moved on.
public record Alarm(Instant at, int scope, int generation, Kind kind) {
  public enum Kind {
    /// A Wait or a retry's pause is over.
    PAUSE,
    /// A task has taken too long.
    TIMEOUT,
    /// A task was silent too long.
    HEARTBEAT,
    /// The execution has taken too long.
    EXECUTION
  }
}
