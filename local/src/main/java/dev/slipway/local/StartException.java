package dev.slipway.local;

/// The platform cannot start here; the message says why and what to do.
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartException(String message) {
    super(message);
  }
}
