package dev.slipway.runner;

/// The platform did not answer, or not as it should, for as long as patience lasted.
final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlatformException(String message) {
    super(message);
  }
}
