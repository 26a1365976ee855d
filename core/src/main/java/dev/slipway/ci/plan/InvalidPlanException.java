package dev.slipway.ci.plan;

/// A valid file that cannot become a run for this event: an empty matrix, a wrong input. Terminal;
/// the message names what and which limit.
public final class InvalidPlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidPlanException(String message) {
    super(message);
  }
}
