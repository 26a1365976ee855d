package dev.slipway.runner;

/// A step cannot go on; the message is for its log.
final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StepFailure(String message) {
    super(message);
  }
}
