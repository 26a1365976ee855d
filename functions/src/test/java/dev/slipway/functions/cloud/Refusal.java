package dev.slipway.functions.cloud;

/// A service's own error.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Refusal unknown(String what) {
    return new Refusal(400, "ValidationException", "this fake does not know " + what);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
