package dev.slipway.functions.aws;

/// A service refused a call. The message never holds what was sent.
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  AwsException(int status, String code, String message) {
    super(code + ": " + message);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  /// The error's name, without a namespace: `ConditionalCheckFailedException`.
  public String code() {
    return code;
  }

  boolean is(String name) {
    return code.equals(name);
  }

  /// Whether the same call may go through later.
  boolean passes() {
    return status >= 500
        || status == 429
        || code.contains("Throttl")
        || code.equals("ProvisionedThroughputExceededException")
        || code.equals("TooManyRequestsException")
        || code.equals("TransactionInProgressException");
  }
}
