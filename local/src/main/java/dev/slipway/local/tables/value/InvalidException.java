package dev.slipway.local.tables.value;

/// The request asks for what DynamoDB does not allow. The message is AWS's; at the edge this
/// becomes a `ValidationException`.
public final class InvalidException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidException(String message) {
    super(message);
  }

  /// What AWS says of values, as against that of expressions.
  public static InvalidException parameter(String message) {
    return new InvalidException("One or more parameter values were invalid: " + message);
  }
}
