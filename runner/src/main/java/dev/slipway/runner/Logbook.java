package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Conclusion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What a job tells about itself while it runs. Nothing leaves it unmasked.
record Logbook(ControlPlane control, Masker masker, InstantSource clock, Notes notes) {
  Instant now() {
    return clock.instant();
  }

  /// The log of a step.
  StepLog step(int number) {
    return new StepLog(number, control, masker, clock, notes);
  }

  /// What a step says of itself in Markdown.
  void summarize(int step, String text) {
    notes.summarize(step, masker.mask(text));
  }

  void started(int step, String name, Instant at) {
    control.log(List.of(new LogEvent.StepStarted(at, step, name)));
  }

  void ended(int step, Conclusion outcome, Conclusion conclusion, Instant at) {
    control.log(List.of(new LogEvent.StepEnded(at, step, outcome, conclusion)));
  }
}
