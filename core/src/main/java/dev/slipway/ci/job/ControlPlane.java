package dev.slipway.ci.job;

import java.util.List;

/// What a job agent asks of the platform and tells it. Implementations retry transient failures
/// themselves; every call may be repeated without effect.
public interface ControlPlane {
  /// Takes the job.
  ///
  /// @throws FencedException when another agent has it or the attempt is over
  JobAssignment claim();

  /// Appends to the job's log, in order.
  void log(List<LogEvent> events);

  /// Says that the agent lives, and hears what to do.
  Signal heartbeat();

  /// Keeps what the steps said beside their log; comes before the end.
  void report(JobReport report);

  /// Ends the job.
  ///
  /// @throws FencedException when the attempt was ended by someone else
  void complete(JobOutcome outcome);

  enum Signal {
    CONTINUE,
    /// Cancel as on GitHub: signals with grace times, `always()` steps still run.
    CANCEL,
    /// The attempt is no longer this agent's: stop at once and report nothing.
    ABANDON
  }

  /// This agent no longer holds the job. Terminal: it stops and reports nothing more.
  final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FencedException(String message) {
      super(message);
    }
  }
}
