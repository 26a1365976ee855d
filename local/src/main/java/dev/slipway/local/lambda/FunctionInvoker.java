package dev.slipway.local.lambda;

import dev.slipway.model.Json;

/// Calls a function of this cloud.
public interface FunctionInvoker {
  /// Calls and waits.
  ///
  /// @param function a name, or an ARN with or without a qualifier
  /// @param payload UTF-8 JSON
  /// @return what the function returned, UTF-8 JSON
  /// @throws FunctionError when the function threw or timed out
  /// @throws dev.slipway.local.wire.AwsError when there is no such function
  byte[] invoke(String function, byte[] payload);

  /// The function failed; `type` is the exception's class name, as Lambda's `errorType`.
  final class FunctionError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    public FunctionError(String type, String message) {
      super(message);
      this.type = type;
    }

    public String type() {
      return type;
    }

    /// As Lambda tells it.
    Json.Obj json() {
      return Json.object()
          .put("errorMessage", String.valueOf(getMessage()))
          .put("errorType", type)
          .build();
    }
  }
}
