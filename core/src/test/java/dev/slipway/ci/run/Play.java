package dev.slipway.ci.run;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run played by hand in simulated time: the real gate and machine, commands from the test.
public final class Play {
  private final Workflow workflow;
  private final JobGate gate;
  private final RunMachine machine;
  private Instant now = PlannedRun.NOON;
  private Run run;

  private Play(Workflow workflow, JobGate gate, Run run) {
    this.workflow = workflow;
    this.gate = gate;
    this.machine = new RunMachine(gate);
    this.run = run;
  }

  /// A run of these jobs, planned and not begun.
  public static Play of(String jobs) {
    return of(jobs, Map.of());
  }

  public static Play of(String jobs, Map<String, String> vars) {
    return of(PlannedRun.of(jobs, vars));
  }

  /// Of jobs that call these workflows.
  static Play of(String jobs, Called called) {
    return of(PlannedRun.of(jobs, Map.of(), called.files()));
  }

  private static Play of(PlannedRun planned) {
    var gate = new JobGate(planned.workflow(), planned.inputs());
    return new Play(planned.workflow(), gate, planned.run());
  }

  public Run run() {
    return run;
  }

  public Workflow workflow() {
    return workflow;
  }

  public RunMachine machine() {
    return machine;
  }

  public Play tell(RunCommand command) {
    run = machine.apply(run, command, now);
    return this;
  }

  /// Goes on with this run.
  public Play tell(Run next) {
    run = next;
    return this;
  }

  public Instant now() {
    return now;
  }

  public Play later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /// The state machine comes to these jobs, each with its key as token.
  public Play reach(String... jobs) {
    for (var job : jobs) {
      tell(new RunCommand.Reached(JobKey.parse(job), run.attempt(), job));
    }
    return this;
  }

  public Play reachAll() {
    run.jobs().keySet().forEach(key -> reach(key.toString()));
    return this;
  }

  /// The state machine goes on to what a matrix became.
  public Play reachNew() {
    run.jobs().values().stream()
        .filter(job -> job.state() instanceof JobState.Planned)
        .forEach(job -> reach(job.key().toString()));
    return this;
  }

  public Play claim(String job, String agent) {
    return tell(new RunCommand.Claim(JobKey.parse(job), run.attempt(), agent));
  }

  public Play claim(String job) {
    return claim(job, "agent of " + job);
  }

  public Play end(String job, Conclusion conclusion, Map<String, String> outputs) {
    return complete(job(job), "agent of " + job, conclusion, outputs);
  }

  public Play complete(
      RunJob job, String agent, Conclusion conclusion, Map<String, String> outputs) {
    var outcome = new JobOutcome(conclusion, outputs, List.of(), 1, Optional.empty());
    return tell(new RunCommand.Complete(job.key(), job.attempt(), agent, outcome));
  }

  public Play end(String job, Conclusion conclusion) {
    return end(job, conclusion, Map.of());
  }

  /// Claims and ends a launched job.
  public Play play(String job, Conclusion conclusion) {
    return claim(job).end(job, conclusion);
  }

  public Play cancel() {
    return tell(new RunCommand.Cancel());
  }

  public Play sweep() {
    return tell(new RunCommand.Sweep());
  }

  public Play finish() {
    return tell(new RunCommand.Finish(run.attempt()));
  }

  public Play performed() {
    return tell(new RunCommand.Performed(run.pending()));
  }

  public RunJob job(String key) {
    return run.job(JobKey.parse(key));
  }

  /// Where a job stands, as one word or `waiting: why`.
  public String state(String key) {
    return switch (job(key).state()) {
      case JobState.Planned _ -> "planned";
      case JobState.Waiting(var reason) -> "waiting: " + reason;
      case JobState.Launched _ -> "launched";
      case JobState.Running _ -> "running";
      case JobState.Finished finished -> finished.conclusion().word();
    };
  }

  /// Where every job stands: `a success, b running`.
  public String states() {
    return String.join(
        ", ", run.jobs().keySet().stream().map(key -> key + " " + state(key.toString())).toList());
  }

  /// What a job's agent gets to look at.
  public Json.Obj contexts(String key) {
    return gate.assignmentContexts(run, job(key));
  }

  /// The secrets that a job gets of these.
  public Map<String, String> secrets(String key, Map<String, String> all) {
    return gate.secrets(run, job(key), all);
  }

  /// Why a job ended or waits.
  public String reason(String key) {
    return switch (job(key).state()) {
      case JobState.Waiting(var reason) -> reason;
      case JobState.Finished finished -> finished.reason().orElse("");
      case JobState.Planned _, JobState.Launched _, JobState.Running _ -> "";
    };
  }
}
