package dev.slipway.ci.run;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// One job of a run.
///
/// @param name what people see
/// @param matrix its combination; empty for a job without a matrix
/// @param needs job ids
/// @param attempt the run's attempt that it last began in
/// @param token the state machine's task token, while it waits for one
/// @param continueOnError its failure does not count for the run
/// @param cancel an agent that has it shall cancel
public record RunJob(
    JobKey key,
    String name,
    Json.Obj matrix,
    List<String> needs,
    int attempt,
    JobState state,
    Optional<String> token,
    boolean continueOnError,
    boolean cancel) {
  public RunJob {
    needs = List.copyOf(needs);
  }

  RunJob in(JobState next) {
    return new RunJob(key, name, matrix, needs, attempt, next, token, continueOnError, cancel);
  }

  RunJob withToken(Optional<String> next) {
    return new RunJob(key, name, matrix, needs, attempt, state, next, continueOnError, cancel);
  }

  RunJob cancelling() {
    return new RunJob(key, name, matrix, needs, attempt, state, token, continueOnError, true);
  }

  RunJob toleratingFailure() {
    return new RunJob(key, name, matrix, needs, attempt, state, token, true, cancel);
  }

  RunJob again(int nextAttempt) {
    return new RunJob(
        key,
        name,
        matrix,
        needs,
        nextAttempt,
        new JobState.Planned(),
        Optional.empty(),
        continueOnError,
        false);
  }

  /// How it ended, once it has.
  public Optional<Conclusion> conclusion() {
    return state instanceof JobState.Finished finished
        ? Optional.of(finished.conclusion())
        : Optional.empty();
  }

  public boolean isFinished() {
    return state instanceof JobState.Finished;
  }

  /// What it counts as for those that need it.
  Optional<Conclusion> result() {
    return conclusion()
        .map(conclusion ->
            conclusion == Conclusion.FAILURE && continueOnError ? Conclusion.SUCCESS : conclusion);
  }
}
