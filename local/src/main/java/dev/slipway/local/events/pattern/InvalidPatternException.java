package dev.slipway.local.events.pattern;

/// An event pattern is none; the message says what is wrong with it.
public final class InvalidPatternException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidPatternException(String reason) {
    super("Event pattern is not valid. Reason: " + reason);
  }
}
