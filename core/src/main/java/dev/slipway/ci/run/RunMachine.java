package dev.slipway.ci.run;

import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The life of a run: a command and a run in, the next run and what to do outside out. Pure; every
/// command may come twice, late, or never.
public final class RunMachine {
  /// Eighteen heartbeats of five seconds.
  static final Duration LOST = Duration.ofSeconds(90);

  /// CodeBuild provisions within a few minutes; an account's queue may take longer.
  static final Duration UNCLAIMED = Duration.ofMinutes(30);

  /// A heartbeat younger than this is not written again.
  private static final Duration FRESH = Duration.ofSeconds(20);

  /// GitHub's limit since April 2026.
  static final int MAX_ATTEMPTS = 51;

  private final JobGate gate;

  public RunMachine(JobGate gate) {
    this.gate = gate;
  }

  /// Applies a command. The result's [Run#pending] holds all effects that are not known to be done.
  ///
  /// @throws RefusedException when the run's state does not allow it
  public Run apply(Run run, RunCommand command, Instant now) {
    return switch (command) {
      case RunCommand.Reached reached -> reached(run, reached, now);
      case RunCommand.BuildStarted started -> buildStarted(run, started);
      case RunCommand.Claim claim -> claim(run, claim, now);
      case RunCommand.Heartbeat beat -> heartbeat(run, beat, now);
      case RunCommand.Complete complete -> complete(run, complete, now);
      case RunCommand.BuildEnded ended -> buildEnded(run, ended, now);
      case RunCommand.Cancel _ -> cancel(run, now);
      case RunCommand.Rerun(var which) -> rerun(run, which);
      case RunCommand.Finish(var attempt) -> finish(run, attempt, now);
      case RunCommand.Sweep _ -> sweep(run, now);
      case RunCommand.Performed(var done) ->
          run.pending(run.pending().stream().filter(effect -> !done.contains(effect)).toList());
    };
  }

  /// What a heartbeat's agent shall do.
  public boolean shallCancel(Run run, JobKey key) {
    return run.job(key).cancel();
  }

  private Run reached(Run run, RunCommand.Reached reached, Instant now) {
    var job = run.job(reached.job());
    if (reached.attempt() != run.attempt()) {
      return run.and(
          List.of(new RunEffect.CompleteTask(job.key(), reached.token(), Conclusion.CANCELLED)));
    }
    if (job.state() instanceof JobState.Finished finished) {
      return run.and(
          List.of(new RunEffect.CompleteTask(job.key(), reached.token(), finished.conclusion())));
    }
    var waiting = job.withToken(Optional.of(reached.token()));
    if (job.state() instanceof JobState.Planned) {
      waiting = waiting.in(new JobState.Waiting("queued"));
    }
    return settle(run.started(now).with(waiting), now);
  }

  /// Lets every waiting job through the gate, until nothing moves any more.
  private Run settle(Run run, Instant now) {
    var current = run;
    for (var moved = true; moved; ) {
      moved = false;
      for (var job : List.copyOf(current.jobs().values())) {
        if (job.state() instanceof JobState.Waiting waiting) {
          var next = pass(current, current.job(job.key()), waiting, now);
          moved |= !next.equals(current);
          current = next;
        }
      }
    }
    return current;
  }

  private Run pass(Run run, RunJob job, JobState.Waiting waiting, Instant now) {
    return switch (gate.decide(run, job)) {
      case JobGate.Decision.Wait(var reason) ->
          reason.equals(waiting.reason()) ? run : run.with(job.in(new JobState.Waiting(reason)));
      case JobGate.Decision.Launch _ ->
          run.with(launchable(run, job).in(new JobState.Launched(now, Optional.empty())))
              .and(List.of(new RunEffect.Launch(job.key(), job.attempt())));
      case JobGate.Decision.End(var conclusion, var reason) ->
          end(run, job, JobState.Finished.without(conclusion, now, reason), now);
    };
  }

  private RunJob launchable(Run run, RunJob job) {
    return gate.continuesOnError(run, job) ? job.toleratingFailure() : job;
  }

  private Run buildStarted(Run run, RunCommand.BuildStarted started) {
    var job = run.job(started.job());
    if (job.attempt() != started.attempt()) {
      return run;
    }
    var build = Optional.of(started.build());
    return switch (job.state()) {
      case JobState.Launched(var since, _) -> run.with(job.in(new JobState.Launched(since, build)));
      case JobState.Running(var agent, var since, var beat, _) ->
          run.with(job.in(new JobState.Running(agent, since, beat, build)));
      case JobState.Planned _, JobState.Waiting _, JobState.Finished _ -> run;
    };
  }

  private Run claim(Run run, RunCommand.Claim claim, Instant now) {
    var job = current(run, claim.job(), claim.attempt());
    return switch (job.state()) {
      case JobState.Launched(_, var build) ->
          run.with(job.in(new JobState.Running(claim.agent(), now, now, build)));
      case JobState.Running running when running.agent().equals(claim.agent()) ->
          run.with(
              job.in(
                  new JobState.Running(
                      running.agent(), running.startedAt(), now, running.build())));
      case JobState.Running _ -> throw fenced(job, "another agent has it");
      case JobState.Planned _, JobState.Waiting _ -> throw fenced(job, "it was not launched");
      case JobState.Finished _ -> throw fenced(job, "it is over");
    };
  }

  private Run heartbeat(Run run, RunCommand.Heartbeat beat, Instant now) {
    var job = current(run, beat.job(), beat.attempt());
    var running = running(job, beat.agent());
    if (now.isBefore(running.heartbeat().plus(FRESH))) {
      return run;
    }
    return run.with(
        job.in(new JobState.Running(running.agent(), running.startedAt(), now, running.build())));
  }

  private Run complete(Run run, RunCommand.Complete complete, Instant now) {
    var job = current(run, complete.job(), complete.attempt());
    if (job.state() instanceof JobState.Finished(var conclusion, _, _, _, _, _, _)
        && conclusion == complete.outcome().conclusion()) {
      return run;
    }
    var running = running(job, complete.agent());
    return end(run, job, JobState.Finished.of(complete.outcome(), running.startedAt(), now), now);
  }

  private RunJob current(Run run, JobKey key, int attempt) {
    var job = run.job(key);
    if (job.attempt() != attempt) {
      throw fenced(job, "attempt %d is over".formatted(attempt));
    }
    return job;
  }

  private static JobState.Running running(RunJob job, String agent) {
    if (job.state() instanceof JobState.Running running && running.agent().equals(agent)) {
      return running;
    }
    throw fenced(job, "this agent does not have it");
  }

  private static RefusedException fenced(RunJob job, String why) {
    return new RefusedException(Why.FENCED, "Job %s: %s".formatted(job.key(), why));
  }

  private Run buildEnded(Run run, RunCommand.BuildEnded ended, Instant now) {
    var job = run.job(ended.job());
    return job.attempt() == ended.attempt() ? lost(run, job, ended.reason(), now) : run;
  }

  private Run sweep(Run run, Instant now) {
    var current = run;
    for (var job : run.jobs().values()) {
      current =
          switch (job.state()) {
            case JobState.Running running when now.isAfter(running.heartbeat().plus(LOST)) ->
                lost(
                    current,
                    job,
                    "the agent was lost: no heartbeat for %d s".formatted(LOST.toSeconds()),
                    now);
            case JobState.Launched(var since, _) when now.isAfter(since.plus(UNCLAIMED)) ->
                lost(
                    current,
                    job,
                    "no agent came within %d minutes".formatted(UNCLAIMED.toMinutes()),
                    now);
            case JobState.Planned _,
                JobState.Waiting _,
                JobState.Launched _,
                JobState.Running _,
                JobState.Finished _ ->
                current;
          };
    }
    return current.isCompleted() ? current : settle(current, now);
  }

  private Run lost(Run run, RunJob job, String reason, Instant now) {
    var startedAt =
        job.state() instanceof JobState.Running running
            ? Optional.of(running.startedAt())
            : Optional.<Instant>empty();
    if (!(job.state() instanceof JobState.Running) && !(job.state() instanceof JobState.Launched)) {
      return run;
    }
    var conclusion = job.cancel() ? Conclusion.CANCELLED : Conclusion.FAILURE;
    return end(
        run,
        job,
        new JobState.Finished(
            conclusion, startedAt, now, Map.of(), List.of(), -1, Optional.of(reason)),
        now);
  }

  /// A job is over: tell the state machine, stop what fail-fast stops, let others through.
  private Run end(Run run, RunJob job, JobState.Finished finished, Instant now) {
    var next = run.with(job.in(finished).withToken(Optional.empty()));
    if (job.token().isPresent()) {
      next =
          next.and(
              List.of(
                  new RunEffect.CompleteTask(job.key(), job.token().get(), finished.conclusion())));
    }
    if (finished.conclusion() == Conclusion.FAILURE
        && !job.continueOnError()
        && gate.failFast(run, job)) {
      for (var other : run.instances(job.key().job())) {
        if (!next.job(other.key()).isFinished()) {
          next = stop(next, next.job(other.key()), now);
        }
      }
    }
    return settle(next, now);
  }

  /// Asks one job to end: an agent hears it with its next heartbeat, a build without agent is
  /// stopped.
  private Run stop(Run run, RunJob job, Instant now) {
    var stopping = job.cancelling();
    return switch (job.state()) {
      case JobState.Launched(_, var build) -> {
        var effects =
            build
                .<List<RunEffect>>map(id -> List.of(new RunEffect.StopBuild(job.key(), id)))
                .orElse(List.of());
        yield end(
            run.and(effects),
            stopping,
            JobState.Finished.without(Conclusion.CANCELLED, now, "cancelled before it began"),
            now);
      }
      case JobState.Planned _, JobState.Waiting _, JobState.Running _, JobState.Finished _ ->
          run.with(stopping);
    };
  }

  private Run cancel(Run run, Instant now) {
    if (run.isCompleted()) {
      throw new RefusedException(
          Why.CONFLICT, "Run %s is over; it cannot be cancelled".formatted(run.id()));
    }
    var next = run.cancelling();
    for (var job : run.jobs().values()) {
      var running =
          job.state() instanceof JobState.Running || job.state() instanceof JobState.Launched;
      if (running && !gate.outlivesCancel(next, job)) {
        next = stop(next, next.job(job.key()), now);
      }
    }
    return settle(next, now);
  }

  private Run rerun(Run run, Which which) {
    if (!run.isCompleted()) {
      throw new RefusedException(
          Why.CONFLICT, "Run %s is not over yet; cancel it or wait".formatted(run.id()));
    }
    if (run.attempt() >= MAX_ATTEMPTS) {
      throw new RefusedException(
          Why.CONFLICT, "Run %s was re-run 50 times; start a new one".formatted(run.id()));
    }
    var chosen = new ArrayList<String>();
    switch (which) {
      case Which.All _ -> run.stream().forEach(job -> chosen.add(job.key().toString()));
      case Which.Failed _ ->
          run.stream()
              .filter(job ->
                  job.conclusion().orElse(Conclusion.FAILURE) != Conclusion.SUCCESS
                      && job.conclusion().orElse(Conclusion.FAILURE) != Conclusion.SKIPPED)
              .forEach(job -> chosen.add(job.key().toString()));
      case Which.One(var key) -> chosen.add(run.job(key).key().toString());
    }
    if (chosen.isEmpty()) {
      throw new RefusedException(Why.CONFLICT, "Run %s has no failed job".formatted(run.id()));
    }
    var next = new LinkedHashMap<JobKey, RunJob>();
    var affected = new ArrayList<String>();
    for (var changed = true; changed; ) {
      changed = false;
      for (var job : run.jobs().values()) {
        var again =
            chosen.contains(job.key().toString())
                || job.needs().stream().anyMatch(affected::contains);
        if (again && !affected.contains(job.key().job())) {
          affected.add(job.key().job());
          changed = true;
        }
      }
    }
    for (var job : run.jobs().values()) {
      var again =
          chosen.contains(job.key().toString())
              || job.needs().stream().anyMatch(affected::contains);
      next.put(job.key(), again ? job.again(run.attempt() + 1) : job);
    }
    return run.again(next).and(List.of(new RunEffect.StartExecution(run.attempt() + 1)));
  }

  private Run finish(Run run, int attempt, Instant now) {
    if (run.isCompleted() || attempt != run.attempt()) {
      return run;
    }
    var next = run;
    for (var job : run.jobs().values()) {
      if (!job.isFinished()) {
        next =
            next.with(
                job.in(
                    JobState.Finished.without(
                        Conclusion.CANCELLED, now, "the run ended before it began")));
      }
    }
    var results = next.stream().flatMap(job -> job.result().stream()).toList();
    return next.completed(run.cancelled() ? Conclusion.CANCELLED : JobGate.worst(results), now);
  }
}
