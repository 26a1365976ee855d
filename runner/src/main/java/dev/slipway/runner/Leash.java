package dev.slipway.runner;

import dev.slipway.runner.StepProcess.End;
import java.util.Optional;

/// Holds what a step does at the moment, one thing after the other, for who wants to stop the step.
/// Once pulled, it stops what runs and lets no process run any more.
final class Leash {
  private Optional<Held> held = Optional.empty();
  private Optional<End> pulled = Optional.empty();

  /// What can be stopped: a process, or a step inside an action.
  interface Held {
    /// Asks it to end, and returns at once.
    void stop(End why);

    /// Ends it at once.
    void kill();
  }

  /// Takes what has just started.
  synchronized void attach(Held started) {
    held = Optional.of(started);
    pulled.ifPresent(started::stop);
  }

  /// Lets go of what has ended.
  synchronized void release() {
    held = Optional.empty();
  }

  /// Why it was pulled first, if it was.
  synchronized Optional<End> pulled() {
    return pulled;
  }

  /// Asks the step to end, with signals and grace times.
  synchronized void pull(End why) {
    pulled = pulled.or(() -> Optional.of(why));
    held.ifPresent(running -> running.stop(why));
  }

  /// Ends the step at once.
  synchronized void cut() {
    pulled = pulled.or(() -> Optional.of(new End.Cancelled()));
    held.ifPresent(Held::kill);
  }
}
