package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Manner;
import dev.slipway.ci.concurrency.Member;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;

/// Something to do outside after a run has changed. Each may be done twice without harm.
public sealed interface RunEffect {
  /// What is asked of AWS, or of whoever stands in for it.
  sealed interface Outer extends RunEffect {}

  /// What is asked of a concurrency group.
  sealed interface OfGroup extends RunEffect {}

  /// Ask for a build that runs the agent.
  record Launch(JobKey job, int attempt) implements Outer {}

  /// Tell the state machine that a job is over.
  record CompleteTask(JobKey job, String token, Conclusion conclusion) implements Outer {}

  /// Stop a build whose agent is not wanted any more.
  record StopBuild(JobKey job, String build) implements Outer {}

  /// Start the state machine: for a run that had to wait, or for a re-run.
  record StartExecution(int attempt) implements Outer {}

  /// Ask a group for a place.
  record Enter(Member member, String group, Manner manner) implements OfGroup {}

  /// Give the place back.
  record Leave(Member member, String group) implements OfGroup {}
}
