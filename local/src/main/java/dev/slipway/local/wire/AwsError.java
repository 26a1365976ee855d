package dev.slipway.local.wire;

import dev.slipway.local.store.StoreException;
import dev.slipway.model.Json;

/// An error that the client of an AWS service sees.
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Json.Obj details;

  /// @param status the HTTP status, 400 for most
  /// @param code the error's name as AWS spells it, `ResourceNotFoundException`
  public AwsError(int status, String code, String message) {
    this(status, code, message, Json.Obj.EMPTY);
  }

  /// @param details members that stand beside `message` in the answer, such as
  ///   `CancellationReasons`
  public AwsError(int status, String code, String message, Json.Obj details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /// What a service says to an operation that it does not have.
  public static AwsError unknownOperation(String operation) {
    return new AwsError(400, "UnknownOperationException", "There is no operation " + operation);
  }

  /// The disk is full: nothing was changed, and work goes on when there is room.
  static AwsError full(StoreException cause) {
    return new AwsError(503, "ServiceUnavailable", String.valueOf(cause.getMessage()));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Json.Obj details() {
    return details;
  }
}
