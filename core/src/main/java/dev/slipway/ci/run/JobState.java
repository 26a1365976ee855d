package dev.slipway.ci.run;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.StepResult;
import dev.slipway.model.Conclusion;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where one job of a run stands. Only ever moves down this list; a re-run starts it anew.
public sealed interface JobState {
  /// The state machine has not come to it.
  record Planned() implements JobState {}

  /// The state machine waits for it, and it waits for something.
  ///
  /// @param reason for people
  record Waiting(String reason) implements JobState {}

  /// A build was asked for and no agent has come yet.
  record Launched(Instant since, Optional<String> build) implements JobState {}

  /// An agent has it.
  ///
  /// @param agent the one agent whose word counts
  record Running(String agent, Instant startedAt, Instant heartbeat, Optional<String> build)
      implements JobState {}

  /// Over. Terminal within an attempt.
  ///
  /// @param startedAt empty when it never ran
  /// @param logChunks how many there are, or [#UNKNOWN_CHUNKS]
  /// @param reason why, where the steps do not tell
  record Finished(
      Conclusion conclusion,
      Optional<Instant> startedAt,
      Instant completedAt,
      Map<String, String> outputs,
      List<StepResult> steps,
      int logChunks,
      Optional<String> reason)
      implements JobState {
    public static final int UNKNOWN_CHUNKS = -1;

    public Finished {
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
      steps = List.copyOf(steps);
    }

    static Finished without(Conclusion conclusion, Instant now, String reason) {
      return new Finished(
          conclusion, Optional.empty(), now, Map.of(), List.of(), 0, Optional.of(reason));
    }

    /// Of an agent that was not heard any more: how much of its log there is, nobody knows.
    static Finished silent(Conclusion conclusion, Instant startedAt, Instant now, String reason) {
      return new Finished(
          conclusion,
          Optional.of(startedAt),
          after(startedAt, now),
          Map.of(),
          List.of(),
          UNKNOWN_CHUNKS,
          Optional.of(reason));
    }

    static Finished of(JobOutcome outcome, Instant startedAt, Instant now) {
      return new Finished(
          outcome.conclusion(),
          Optional.of(startedAt),
          after(startedAt, now),
          outcome.outputs(),
          outcome.steps(),
          outcome.logChunks(),
          outcome.message());
    }

    Finished because(String why) {
      return new Finished(
          conclusion, startedAt, completedAt, outputs, steps, logChunks, Optional.of(why));
    }

    /// Clocks of two processes may differ; nothing ends before it began.
    private static Instant after(Instant startedAt, Instant now) {
      return now.isBefore(startedAt) ? startedAt : now;
    }
  }
}
