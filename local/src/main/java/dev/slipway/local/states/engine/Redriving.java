package dev.slipway.local.states.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which executions can be redriven.
public final class Redriving {
  private static final Duration WINDOW = Duration.ofDays(14);

  private Redriving() {}

  /// Why an execution cannot be redriven, if it cannot.
  public static Optional<String> obstacle(Execution execution, Instant now) {
    return switch (execution.status()) {
      case RUNNING, SUCCEEDED, PENDING_REDRIVE ->
          Optional.of(
              "Execution is %s and cannot be redriven".formatted(execution.status().name()));
      case FAILED, TIMED_OUT, ABORTED -> late(execution, now);
    };
  }

  private static Optional<String> late(Execution execution, Instant now) {
    if (execution.origin().mapRun().isPresent()) {
      return Optional.of("Execution is a child of a Map Run and is redriven with it");
    }
    return execution
        .state()
        .stopped()
        .filter(stopped -> stopped.plus(WINDOW).isBefore(now))
        .map(_ -> "Execution's redrive period of 14 days has passed");
  }
}
