package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Seat;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One job of a run.
///
/// @param name what people see
/// @param matrix its combination; empty for a job without a matrix
/// @param needs job ids
/// @param attempt the run's attempt that it last began in
/// @param tokens the state machine's task tokens that wait for it: one, or more where a call was
///   repeated and nobody can tell which of them still counts
/// @param continueOnError its failure does not count for the run
/// @param cancel an agent that has it shall cancel
/// @param seat its place in a concurrency group, once it has asked for one
public record RunJob(
    JobKey key,
    String name,
    Json.Obj matrix,
    List<String> needs,
    int attempt,
    JobState state,
    List<String> tokens,
    boolean continueOnError,
    boolean cancel,
    Optional<Seat> seat) {
  public RunJob {
    needs = List.copyOf(needs);
    tokens = List.copyOf(tokens);
  }

  RunJob in(JobState next) {
    return new RunJob(
        key, name, matrix, needs, attempt, next, tokens, continueOnError, cancel, seat);
  }

  RunJob awaitedBy(String token) {
    return tokens.contains(token)
        ? this
        : awaitedBy(Stream.concat(tokens.stream(), Stream.of(token)).toList());
  }

  private RunJob awaitedBy(List<String> all) {
    return new RunJob(key, name, matrix, needs, attempt, state, all, continueOnError, cancel, seat);
  }

  RunJob answered() {
    return awaitedBy(List.of());
  }

  RunJob cancelling() {
    return new RunJob(
        key, name, matrix, needs, attempt, state, tokens, continueOnError, true, seat);
  }

  RunJob launchable(JobGate.Decision.Launch launch) {
    return new RunJob(
        key,
        launch.name(),
        matrix,
        needs,
        attempt,
        state,
        tokens,
        launch.continueOnError(),
        cancel,
        seat);
  }

  RunJob again(int nextAttempt) {
    return new RunJob(
        key,
        name,
        matrix,
        needs,
        nextAttempt,
        new JobState.Planned(),
        List.of(),
        false,
        false,
        Optional.empty());
  }

  RunJob on(Seat place) {
    return new RunJob(
        key,
        name,
        matrix,
        needs,
        attempt,
        state,
        tokens,
        continueOnError,
        cancel,
        Optional.of(place));
  }

  /// This job when it is not to run at all.
  public RunJob skipped(Instant now, String reason) {
    return in(JobState.Finished.without(Conclusion.SKIPPED, now, reason));
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
