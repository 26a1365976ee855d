package dev.slipway.ci.simulation;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.run.JobGate;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunEffect;
import dev.slipway.ci.run.RunMachine;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/// Plays one run to its end.
final class Simulation {
  /// Time is in seconds from the start.
  private record Happening(long at, long order, Runnable what) {}

  private final RunMachine machine;
  private final StateMachine execution;
  private final Function<JobKey, Build> builds;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::at).thenComparingLong(Happening::order));
  private final Map<JobKey, Long> begun = new LinkedHashMap<>();
  private long now;
  private long scheduled;
  private Run run;

  /// How long a build takes, and how it ends.
  record Build(long seconds, Conclusion conclusion) {}

  private Simulation(PlannedRun planned, Function<JobKey, Build> builds) {
    var functions = new FunctionArns("start-job", "finish-run");
    this.machine = new RunMachine(new JobGate(planned.workflow(), planned.inputs()));
    this.builds = builds;
    this.run = planned.run();
    this.execution =
        new StateMachine(
            StateMachineCompiler.compile(planned.workflow(), functions),
            job -> planned.run().instances(job).size(),
            this::tell);
  }

  /// @throws AssertionError when the run never ends
  static Simulation of(PlannedRun planned, Function<JobKey, Build> builds) {
    var simulation = new Simulation(planned, builds);
    simulation.play();
    return simulation;
  }

  private void play() {
    execution.start();
    while (!ahead.isEmpty()) {
      var next = ahead.poll();
      now = next.at();
      next.what().run();
    }
    if (!run.isCompleted() || !execution.hasEnded()) {
      throw new AssertionError("the run hangs: " + run.jobs().values());
    }
  }

  Run run() {
    return run;
  }

  StateMachine execution() {
    return execution;
  }

  /// When a job's build began; empty when it had none.
  Optional<Long> begun(JobKey job) {
    return Optional.ofNullable(begun.get(job));
  }

  private void tell(RunCommand command) {
    run = machine.apply(run, command, PlannedRun.NOON.plusSeconds(now));
    var effects = run.pending();
    run = machine.apply(run, new RunCommand.Performed(effects), Instant.MIN);
    effects.forEach(this::perform);
  }

  private void perform(RunEffect effect) {
    switch (effect) {
      case RunEffect.Launch(var job, var attempt) -> build(job, attempt);
      case RunEffect.CompleteTask(_, var token, _) -> later(0, () -> execution.answer(token));
      case RunEffect.StopBuild _, RunEffect.StartExecution _, RunEffect.OfGroup _ ->
          throw new AssertionError("nothing is stopped or re-run here: " + effect);
    }
  }

  private void build(JobKey job, int attempt) {
    if (begun.put(job, now) != null) {
      throw new AssertionError(job + " was launched twice");
    }
    var build = builds.apply(job);
    var outcome = new JobOutcome(build.conclusion(), Map.of(), List.of(), 0, Optional.empty());
    later(0, () -> tell(new RunCommand.Claim(job, attempt, "agent")));
    later(build.seconds(), () -> tell(new RunCommand.Complete(job, attempt, "agent", outcome)));
  }

  private void later(long seconds, Runnable what) {
    ahead.add(new Happening(now + seconds, scheduled++, what));
  }

  /// When a job was over.
  long ended(JobKey job) {
    var state = Objects.requireNonNull(run.jobs().get(job)).state();
    return seconds(((JobState.Finished) state).completedAt());
  }

  /// How long it all took.
  long makespan() {
    return seconds(run.completedAt().orElseThrow());
  }

  private static long seconds(Instant time) {
    return Duration.between(PlannedRun.NOON, time).toSeconds();
  }
}
