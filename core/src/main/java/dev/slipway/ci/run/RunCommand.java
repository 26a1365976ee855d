package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Member;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.model.JobKey;
import java.util.List;
import java.util.Optional;

/// Something that happened to a run, or that somebody wants of it.
public sealed interface RunCommand {
  /// The state machine came to a job and waits with this token.
  ///
  /// @param attempt the run's attempt that the state machine runs
  record Reached(JobKey job, int attempt, String token) implements RunCommand {}

  /// A launched build got this id.
  record BuildStarted(JobKey job, int attempt, String build) implements RunCommand {}

  /// An agent wants the job.
  record Claim(JobKey job, int attempt, String agent) implements RunCommand {}

  record Heartbeat(JobKey job, int attempt, String agent) implements RunCommand {}

  record Complete(JobKey job, int attempt, String agent, JobOutcome outcome)
      implements RunCommand {}

  /// CodeBuild says that a build is over; the agent may have said so before.
  record BuildEnded(JobKey job, int attempt, String reason) implements RunCommand {}

  record Cancel() implements RunCommand {}

  /// Run again.
  record Rerun(Which which) implements RunCommand {}

  /// The state machine came to its end.
  record Finish(int attempt) implements RunCommand {}

  /// Time has passed: look for agents that are lost.
  record Sweep() implements RunCommand {}

  /// These effects are done; drop them.
  record Performed(List<RunEffect> effects) implements RunCommand {}

  /// A concurrency group says that it is the member's turn.
  record Seated(Member member, String group) implements RunCommand {}

  /// Somebody else came to a group: who still waits there ends.
  record Replaced(Member member, String why) implements RunCommand {}

  /// Somebody else came to a group: who is in it ends, whether it waits or runs.
  record Preempted(Member member, String why) implements RunCommand {}

  /// What a re-run covers; those that need a covered job are covered too.
  sealed interface Which {
    record All() implements Which {}

    record Failed() implements Which {}

    record One(JobKey job) implements Which {}
  }

  /// The job that the command is about, if any.
  default Optional<JobKey> about() {
    return switch (this) {
      case Reached(var job, _, _) -> Optional.of(job);
      case BuildStarted(var job, _, _) -> Optional.of(job);
      case Claim(var job, _, _) -> Optional.of(job);
      case Heartbeat(var job, _, _) -> Optional.of(job);
      case Complete(var job, _, _, _) -> Optional.of(job);
      case BuildEnded(var job, _, _) -> Optional.of(job);
      case Seated(var member, _) -> member.job();
      case Replaced(var member, _) -> member.job();
      case Preempted(var member, _) -> member.job();
      case Cancel _, Rerun _, Finish _, Sweep _, Performed _ -> Optional.empty();
    };
  }
}
