package dev.slipway.runner.coverage;

/// A report that is none; the message says why.
public final class UnreadableReportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableReportException(String message) {
    super(message);
  }
}
