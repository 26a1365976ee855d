package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Member;
import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private final JobGate gate;

  public RunMachine(JobGate gate) {
    this.gate = gate;
  }

  /// Applies a command. The result's [Run#pending] holds all effects that are not known to be done.
  ///
  /// @throws RefusedException when the run's state does not allow it
  public Run apply(Run run, RunCommand command, Instant now) {
    return Seats.leaving(moved(run, command, now));
  }

  private Run moved(Run run, RunCommand command, Instant now) {
    return switch (command) {
      case RunCommand.Reached reached -> reached(run, reached, now);
      case RunCommand.BuildStarted started -> buildStarted(run, started);
      case RunCommand.Claim claim -> claim(run, claim, now);
      case RunCommand.Heartbeat beat -> heartbeat(run, beat, now);
      case RunCommand.Complete complete -> complete(run, complete, now);
      case RunCommand.BuildEnded ended -> buildEnded(run, ended, now);
      case RunCommand.Cancel _ -> cancel(run, now);
      case RunCommand.Seated(var member, var group) -> seated(run, member, group, now);
      case RunCommand.Replaced(var member, var why) ->
          Seats.of(run, member)
              .filter(Seat::waits)
              .map(seat -> gaveWay(run, member, seat, why, now))
              .orElse(run);
      case RunCommand.Preempted(var member, var why) ->
          Seats.of(run, member).map(seat -> gaveWay(run, member, seat, why, now)).orElse(run);
      case RunCommand.Rerun(var which) -> Rerun.of(run, which);
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
    var awaited = job.awaitedBy(reached.token());
    if (job.state() instanceof JobState.Planned) {
      awaited = awaited.in(new JobState.Waiting("queued"));
    }
    var started = run.started(now).with(awaited);
    if (!(awaited.state() instanceof JobState.Waiting waiting)) {
      return started;
    }
    var passed = pass(started, awaited, waiting, now);
    // That a job waits or begins lets no other through; that one is skipped may.
    return passed.job(job.key()).isFinished() ? settle(passed, now) : passed;
  }

  /// Lets every waiting job through the gate, until nothing moves any more.
  private Run settle(Run run, Instant now) {
    var current = run;
    for (var moved = true; moved; ) {
      moved = false;
      for (var key : run.jobs().keySet()) {
        // As it is now: what went before in this round may have moved it already.
        var job = current.job(key);
        if (job.state() instanceof JobState.Waiting waiting) {
          var next = pass(current, job, waiting, now);
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
      case JobGate.Decision.Launch launch ->
          run.with(job.launchable(launch).in(new JobState.Launched(now, Optional.empty())))
              .and(List.of(new RunEffect.Launch(job.key(), job.attempt())));
      case JobGate.Decision.Queue(var seat) ->
          run.with(job.on(seat).in(new JobState.Waiting(Seats.waitsFor(seat))))
              .and(List.of(Seats.enter(Seats.member(run, job), seat)));
      case JobGate.Decision.End(var conclusion, var reason) ->
          end(run, job, JobState.Finished.without(conclusion, now, reason), now);
    };
  }

  /// Its turn in a concurrency group has come; who waits no more gives it back.
  private Run seated(Run run, Member member, String group, Instant now) {
    return settle(Seats.seated(run, member, group), now);
  }

  /// Somebody else comes first in a concurrency group.
  private Run gaveWay(Run run, Member member, Seat seat, String why, Instant now) {
    var told = Seats.lost(run, member, seat, why);
    if (member.job().isEmpty()) {
      return run.cancelled() ? run : cancel(told, now);
    }
    var job = told.job(member.job().get());
    return settle(
        seat.waits()
            ? end(told, job, JobState.Finished.without(Conclusion.CANCELLED, now, why), now)
            : stop(told, job, now),
        now);
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
      // Cancelled between asking for the build and hearing of it: nobody else can stop it.
      case JobState.Finished finished when finished.startedAt().isEmpty() ->
          run.and(List.of(new RunEffect.StopBuild(job.key(), started.build())));
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
    var finished = JobState.Finished.of(complete.outcome(), running.startedAt(), now);
    return settle(end(run, job, finished, now), now);
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
    return job.attempt() == ended.attempt()
        ? settle(lost(run, job, ended.reason(), now), now)
        : run;
  }

  private Run sweep(Run run, Instant now) {
    if (run.isCompleted()) {
      return run;
    }
    var current = run;
    for (var key : run.jobs().keySet()) {
      // As it is now: one lost job may have ended others of its matrix.
      var job = current.job(key);
      var reason = whyLost(job, now);
      if (reason.isPresent()) {
        current = lost(current.and(stopBuild(job)), job, reason.get(), now);
      }
    }
    var settled = settle(current, now);
    return settled.and(Seats.askAgain(settled));
  }

  private static Optional<String> whyLost(RunJob job, Instant now) {
    return switch (job.state()) {
      case JobState.Running running when now.isAfter(running.heartbeat().plus(LOST)) ->
          Optional.of("the agent was lost: no heartbeat for %d s".formatted(LOST.toSeconds()));
      case JobState.Launched(var since, _) when now.isAfter(since.plus(UNCLAIMED)) ->
          Optional.of("no agent came within %d minutes".formatted(UNCLAIMED.toMinutes()));
      case JobState.Planned _,
          JobState.Waiting _,
          JobState.Launched _,
          JobState.Running _,
          JobState.Finished _ ->
          Optional.empty();
    };
  }

  /// What has no build, or none any more, stays as it is.
  private Run lost(Run run, RunJob job, String reason, Instant now) {
    var conclusion = job.cancel() ? Conclusion.CANCELLED : Conclusion.FAILURE;
    return switch (job.state()) {
      case JobState.Launched _ ->
          end(run, job, JobState.Finished.without(conclusion, now, reason), now);
      case JobState.Running running ->
          end(
              run,
              job,
              JobState.Finished.silent(conclusion, running.startedAt(), now, reason),
              now);
      case JobState.Planned _, JobState.Waiting _, JobState.Finished _ -> run;
    };
  }

  /// A job is over: tell the state machine, stop what fail-fast stops.
  private Run end(Run run, RunJob job, JobState.Finished how, Instant now) {
    var finished = Seats.explained(job, how);
    var next = run.with(job.in(finished).answered()).and(answers(job, finished.conclusion()));
    if (finished.conclusion() == Conclusion.FAILURE
        && !job.continueOnError()
        && gate.failFast(run, job)) {
      for (var other : run.instances(job.key().job())) {
        next = stop(next, next.job(other.key()), now);
      }
    }
    return next;
  }

  private static List<RunEffect> answers(RunJob job, Conclusion conclusion) {
    return job.tokens().stream()
        .<RunEffect>map(token -> new RunEffect.CompleteTask(job.key(), token, conclusion))
        .toList();
  }

  /// Asks one job to end: an agent hears it with its next heartbeat, a build without agent is
  /// stopped, one that waits is ended by the gate.
  private Run stop(Run run, RunJob job, Instant now) {
    return switch (job.state()) {
      case JobState.Launched _ ->
          end(
              run.and(stopBuild(job)),
              job.cancelling(),
              JobState.Finished.without(Conclusion.CANCELLED, now, "cancelled before it began"),
              now);
      case JobState.Planned _, JobState.Waiting _, JobState.Running _ -> run.with(job.cancelling());
      case JobState.Finished _ -> run;
    };
  }

  private static List<RunEffect> stopBuild(RunJob job) {
    var build =
        switch (job.state()) {
          case JobState.Launched(_, var id) -> id;
          case JobState.Running running -> running.build();
          case JobState.Planned _, JobState.Waiting _, JobState.Finished _ ->
              Optional.<String>empty();
        };
    return build
        .<List<RunEffect>>map(id -> List.of(new RunEffect.StopBuild(job.key(), id)))
        .orElse(List.of());
  }

  private Run cancel(Run run, Instant now) {
    if (run.isCompleted()) {
      throw new RefusedException(
          Why.CONFLICT, "Run %s is over; it cannot be cancelled".formatted(run.id()));
    }
    var cancelled = run.cancelling();
    if (run.awaitsTurn()) {
      return conclude(cancelled, run.message().orElse("the run was cancelled"), now);
    }
    var next = cancelled;
    for (var job : run.jobs().values()) {
      if (isLive(job) && !gate.outlivesCancel(cancelled, job)) {
        next = stop(next, next.job(job.key()), now);
      }
    }
    return settle(next, now);
  }

  private static boolean isLive(RunJob job) {
    return switch (job.state()) {
      case JobState.Launched _, JobState.Running _ -> true;
      case JobState.Planned _, JobState.Waiting _, JobState.Finished _ -> false;
    };
  }

  /// The state machine ends only after all its jobs; where it was stopped from outside, what is
  /// left ends with it.
  private Run finish(Run run, int attempt, Instant now) {
    if (run.isCompleted() || attempt != run.attempt()) {
      return run;
    }
    return conclude(run, "the run ended before it began", now);
  }

  /// @param why a job that did not begin never will, for people
  private static Run conclude(Run run, String why, Instant now) {
    var next = run;
    for (var job : run.jobs().values()) {
      next =
          next.and(stopBuild(job))
              .and(answers(job, Conclusion.CANCELLED))
              .with(over(job, why, now));
    }
    var results = next.stream().flatMap(job -> job.result().stream()).toList();
    return next.completed(run.cancelled() ? Conclusion.CANCELLED : Results.worst(results), now);
  }

  private static RunJob over(RunJob job, String why, Instant now) {
    var ended =
        switch (job.state()) {
          case JobState.Planned _, JobState.Waiting _, JobState.Launched _ ->
              JobState.Finished.without(Conclusion.CANCELLED, now, why);
          case JobState.Running running ->
              JobState.Finished.silent(
                  Conclusion.CANCELLED, running.startedAt(), now, "the run ended before it did");
          case JobState.Finished finished -> finished;
        };
    return job.in(ended).answered();
  }
}
