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
final class Play {
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
  static Play of(String jobs) {
    return of(jobs, Map.of());
  }

  static Play of(String jobs, Map<String, String> vars) {
    var planned = PlannedRun.of(jobs, vars);
    var gate = new JobGate(planned.workflow(), planned.inputs());
    return new Play(planned.workflow(), gate, planned.run());
  }

  Run run() {
    return run;
  }

  Workflow workflow() {
    return workflow;
  }

  RunMachine machine() {
    return machine;
  }

  Play tell(RunCommand command) {
    run = machine.apply(run, command, now);
    return this;
  }

  /// Goes on with this run.
  Play tell(Run next) {
    run = next;
    return this;
  }

  Instant now() {
    return now;
  }

  Play later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /// The state machine comes to these jobs, each with its key as token.
  Play reach(String... jobs) {
    for (var job : jobs) {
      tell(new RunCommand.Reached(JobKey.parse(job), run.attempt(), job));
    }
    return this;
  }

  Play reachAll() {
    run.jobs().keySet().forEach(key -> reach(key.toString()));
    return this;
  }

  Play claim(String job, String agent) {
    return tell(new RunCommand.Claim(JobKey.parse(job), run.attempt(), agent));
  }

  Play claim(String job) {
    return claim(job, "agent of " + job);
  }

  Play end(String job, Conclusion conclusion, Map<String, String> outputs) {
    return complete(job(job), "agent of " + job, conclusion, outputs);
  }

  Play complete(RunJob job, String agent, Conclusion conclusion, Map<String, String> outputs) {
    var outcome = new JobOutcome(conclusion, outputs, List.of(), 1, Optional.empty());
    return tell(new RunCommand.Complete(job.key(), job.attempt(), agent, outcome));
  }

  Play end(String job, Conclusion conclusion) {
    return end(job, conclusion, Map.of());
  }

  /// Claims and ends a launched job.
  Play play(String job, Conclusion conclusion) {
    return claim(job).end(job, conclusion);
  }

  Play cancel() {
    return tell(new RunCommand.Cancel());
  }

  Play sweep() {
    return tell(new RunCommand.Sweep());
  }

  Play finish() {
    return tell(new RunCommand.Finish(run.attempt()));
  }

  Play performed() {
    return tell(new RunCommand.Performed(run.pending()));
  }

  RunJob job(String key) {
    return run.job(JobKey.parse(key));
  }

  /// Where a job stands, as one word or `waiting: why`.
  String state(String key) {
    return switch (job(key).state()) {
      case JobState.Planned _ -> "planned";
      case JobState.Waiting(var reason) -> "waiting: " + reason;
      case JobState.Launched _ -> "launched";
      case JobState.Running _ -> "running";
      case JobState.Finished finished -> finished.conclusion().word();
    };
  }

  /// Where every job stands: `a success, b running`.
  String states() {
    return String.join(
        ", ", run.jobs().keySet().stream().map(key -> key + " " + state(key.toString())).toList());
  }

  /// What a job's agent gets to look at.
  Json.Obj contexts(String key) {
    return gate.assignmentContexts(run, job(key));
  }

  /// Why a job ended or waits.
  String reason(String key) {
    return switch (job(key).state()) {
      case JobState.Waiting(var reason) -> reason;
      case JobState.Finished finished -> finished.reason().orElse("");
      case JobState.Planned _, JobState.Launched _, JobState.Running _ -> "";
    };
  }
}
