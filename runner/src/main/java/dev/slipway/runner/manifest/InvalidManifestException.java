package dev.slipway.runner.manifest;

/// A manifest that no cluster would take; the message says where and why.
public final class InvalidManifestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidManifestException(String message) {
    super(message);
  }
}
