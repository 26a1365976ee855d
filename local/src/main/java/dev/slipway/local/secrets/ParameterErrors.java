package dev.slipway.local.secrets;

import dev.slipway.local.wire.AwsError;

/// Parameter Store's errors.
final class ParameterErrors {
  private ParameterErrors() {}

  static AwsError notFound(String name) {
    return new AwsError(400, "ParameterNotFound", "Parameter %s not found.".formatted(name));
  }

  static AwsError noVersion(String name, String selector) {
    return new AwsError(
        400,
        "ParameterVersionNotFound",
        "Systems Manager could not find version %s of %s. Verify the version and try again."
            .formatted(selector, name));
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  static AwsError invalid(String member, Object value, String constraint) {
    return invalid(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, member, constraint));
  }
}
