package dev.slipway.runner;

import dev.slipway.runner.StepProcess.End;
import java.util.Optional;

/// Holds the process of a step, one after the other, for who wants to stop the step. Once pulled,
/// it stops what runs and lets nothing more run.
final class Leash {
  private Optional<StepProcess> process = Optional.empty();
  private Optional<End> pulled = Optional.empty();

  /// Takes a process that has just started.
  synchronized void attach(StepProcess started) {
    process = Optional.of(started);
    pulled.ifPresent(started::stop);
  }

  /// Lets go of a process that has ended.
  synchronized void release() {
    process = Optional.empty();
  }

  /// Why it was pulled first, if it was.
  synchronized Optional<End> pulled() {
    return pulled;
  }

  /// Asks the step to end, with signals and grace times.
  synchronized void pull(End why) {
    pulled = pulled.or(() -> Optional.of(why));
    process.ifPresent(running -> running.stop(why));
  }

  /// Ends the step at once.
  synchronized void cut() {
    pulled = pulled.or(() -> Optional.of(new End.Cancelled()));
    process.ifPresent(StepProcess::kill);
  }
}
