package dev.slipway.ci.job;

import dev.slipway.model.Conclusion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a job ended.
///
/// @param logChunks how many log chunks were written, so that a reader knows where the log ends
/// @param message why it failed when no step tells, for people
public record JobOutcome(
    Conclusion conclusion,
    Map<String, String> outputs,
    List<StepResult> steps,
    int logChunks,
    Optional<String> message) {
  public JobOutcome {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    steps = List.copyOf(steps);
  }
}
