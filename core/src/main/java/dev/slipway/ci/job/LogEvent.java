package dev.slipway.ci.job;

import dev.slipway.model.Conclusion;
import java.time.Instant;

/// What a job's log holds, in order. Step 0 is "Set up job"; the last is "Complete job".
///
/// On the wire and in log objects one JSON object a line: `{"t":…,"s":1,"m":"text"}` for a line,
/// `{"t":…,"s":1,"e":"start","name":…}` and `{"t":…,"s":1,"e":"end","outcome":…,"conclusion":…}`.
public sealed interface LogEvent {
  Instant time();

  int step();

  /// One line without its line break, masked; ANSI sequences are kept.
  record Line(Instant time, int step, String text) implements LogEvent {}

  record StepStarted(Instant time, int step, String name) implements LogEvent {}

  record StepEnded(Instant time, int step, Conclusion outcome, Conclusion conclusion)
      implements LogEvent {}
}
