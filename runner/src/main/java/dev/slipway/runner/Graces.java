package dev.slipway.runner;

import java.time.Duration;

/// For how long those who are asked to end are waited for.
///
/// @param interrupt from SIGINT to SIGTERM
/// @param terminate from SIGTERM to the kill
/// @param output from the end of a process to the end of its output, which a process that it left
///   behind may hold open
/// @param cancelled for how long a cancelled job may go on with steps that ask for it
record Graces(Duration interrupt, Duration terminate, Duration output, Duration cancelled) {
  /// From actions/runner's `ProcessInvoker.cs` and GitHub's manual.
  static final Graces GITHUB =
      new Graces(
          Duration.ofMillis(7_500),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));
}
