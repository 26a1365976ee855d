package dev.slipway.ci.run;

/// A command that the run's state does not allow. Terminal: saying it again changes nothing.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Why why;

  RefusedException(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /// Kinds of refusal, as an HTTP status would tell them apart.
  public enum Why {
    /// There is no such job or run.
    UNKNOWN,
    /// Another agent has the job, or the attempt is over.
    FENCED,
    /// Not in this state: cancelling what is over, re-running what still runs.
    CONFLICT
  }
}
