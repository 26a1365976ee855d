package dev.slipway.runner.image;

/// An image cannot be built without a container engine, or not at all; the message says why.
public final class UnbuildableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnbuildableException(String message) {
    super(message);
  }
}
