package dev.slipway.runner.fetch;

/// An action cannot be had: its server does not answer, or does not have it.
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnavailableException(String message) {
    super(message);
  }
}
