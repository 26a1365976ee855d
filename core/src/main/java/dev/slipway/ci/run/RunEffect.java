package dev.slipway.ci.run;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;

/// Something to do outside after a run has changed. Each may be done twice without harm.
public sealed interface RunEffect {
  /// Ask for a build that runs the agent.
  record Launch(JobKey job, int attempt) implements RunEffect {}

  /// Tell the state machine that a job is over.
  record CompleteTask(JobKey job, String token, Conclusion conclusion) implements RunEffect {}

  /// Stop a build whose agent is not wanted any more.
  record StopBuild(JobKey job, String build) implements RunEffect {}

  /// Start the state machine for a re-run.
  record StartExecution(int attempt) implements RunEffect {}
}
