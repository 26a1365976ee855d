package dev.slipway.local.wire.http;

import java.io.IOException;

/// A request that is not one. After it nobody knows where the next begins, so the connection ends
/// with the answer.
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RefusedException malformed(String message) {
    return new RefusedException(400, message);
  }

  int status() {
    return status;
  }
}
