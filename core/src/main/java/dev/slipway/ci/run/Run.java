package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Seat;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A run: one workflow for one event, with its jobs. Immutable; [RunMachine] makes the next one.
///
/// @param about what it is a run of
/// @param attempt from 1; a re-run raises it
/// @param cancelled somebody asked to cancel this attempt
/// @param pipeline the version of the state machine that runs it, pinned
/// @param message why it failed before any job, with file, line and column; or why it was cancelled
/// @param jobs in the order that people see
/// @param pending effects that are decided and not yet known to be done
/// @param seat the run's place in a concurrency group, where its workflow has one
public record Run(
    About about,
    int attempt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<Conclusion> conclusion,
    boolean cancelled,
    Optional<String> pipeline,
    Optional<String> message,
    Map<JobKey, RunJob> jobs,
    List<RunEffect> pending,
    Optional<Seat> seat) {
  public Run {
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    pending = List.copyOf(pending);
  }

  /// What never changes about a run.
  ///
  /// @param number counts the runs of one workflow
  /// @param title what people see first: the run-name, else the commit's subject
  public record About(
      RunId id,
      RepositoryId repository,
      String workflowPath,
      String workflowName,
      String title,
      int number,
      String event,
      String ref,
      String sha,
      String actor,
      String delivery,
      Instant createdAt) {}

  public RunId id() {
    return about.id();
  }

  /// The combinations of a job, in order; one for a job without a matrix.
  public List<RunJob> instances(String job) {
    return jobs.values().stream().filter(one -> one.key().job().equals(job)).toList();
  }

  public boolean isCompleted() {
    return completedAt.isPresent();
  }

  RunJob job(JobKey key) {
    var job = jobs.get(key);
    if (job == null) {
      throw new RefusedException(
          RefusedException.Why.UNKNOWN, "Run %s has no job %s".formatted(id(), key));
    }
    return job;
  }

  Run with(RunJob job) {
    var next = new LinkedHashMap<>(jobs);
    next.put(job.key(), job);
    return with(next);
  }

  /// The same run with these jobs instead.
  public Run with(Map<JobKey, RunJob> next) {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        cancelled,
        pipeline,
        message,
        next,
        pending,
        seat);
  }

  Run pending(List<RunEffect> effects) {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        cancelled,
        pipeline,
        message,
        jobs,
        effects,
        seat);
  }

  Run and(List<RunEffect> effects) {
    if (effects.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(pending);
    effects.stream().filter(effect -> !all.contains(effect)).forEach(all::add);
    return pending(all);
  }

  Run started(Instant now) {
    return new Run(
        about,
        attempt,
        startedAt.or(() -> Optional.of(now)),
        completedAt,
        conclusion,
        cancelled,
        pipeline,
        message,
        jobs,
        pending,
        seat);
  }

  Run completed(Conclusion result, Instant now) {
    return new Run(
        about,
        attempt,
        startedAt,
        Optional.of(startedAt.filter(now::isBefore).orElse(now)),
        Optional.of(result),
        cancelled,
        pipeline,
        message,
        jobs,
        pending,
        seat);
  }

  Run cancelling() {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        true,
        pipeline,
        message,
        jobs,
        pending,
        seat);
  }

  Run again(Map<JobKey, RunJob> next) {
    return new Run(
        about,
        attempt + 1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        pipeline,
        Optional.empty(),
        next,
        pending,
        seat.map(place -> Seat.asked(place.group(), place.manner())));
  }

  Run on(Seat place) {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        cancelled,
        pipeline,
        message,
        jobs,
        pending,
        Optional.of(place));
  }

  Run saying(String why) {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        cancelled,
        pipeline,
        Optional.of(why),
        jobs,
        pending,
        seat);
  }

  /// The same run on a published state machine.
  public Run on(String version) {
    return new Run(
        about,
        attempt,
        startedAt,
        completedAt,
        conclusion,
        cancelled,
        Optional.of(version),
        message,
        jobs,
        pending,
        seat);
  }

  Stream<RunJob> stream() {
    return jobs.values().stream();
  }

  /// The name of this attempt's execution.
  public String executionName() {
    return attempt == 1 ? id().toString() : id() + "-" + attempt;
  }

  /// The ARN of this attempt's execution, once a state machine runs it.
  public Optional<String> execution() {
    return pipeline.map(version -> {
      var machine = version.substring(0, version.lastIndexOf(':'));
      return machine.replace(":stateMachine:", ":execution:") + ":" + executionName();
    });
  }

  /// Whether it has not begun because others are in its concurrency group.
  public boolean awaitsTurn() {
    return seat.filter(Seat::waits).isPresent();
  }

  /// Where the run stands, in the words of the status API.
  public Status status() {
    if (isCompleted()) {
      return Status.COMPLETED;
    }
    if (awaitsTurn()) {
      return Status.WAITING;
    }
    return startedAt.isPresent() ? Status.IN_PROGRESS : Status.QUEUED;
  }

  /// `queued`, `in_progress`, `waiting` or `completed`.
  public enum Status {
    QUEUED,
    IN_PROGRESS,
    WAITING,
    COMPLETED
  }
}
