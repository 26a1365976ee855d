package dev.slipway.local.lambda;

import dev.slipway.local.wire.AwsError;
import java.util.Optional;
import java.util.regex.Pattern;

/// How callers name a function: `name`, `name:qualifier`, `account:function:name`, or an ARN of
/// either.
///
/// @param qualifier a version or an alias
record FunctionName(String name, Optional<String> qualifier) {
  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z0-9_-]{1,64})(?::([a-zA-Z0-9$_-]{1,128}))?");

  /// @throws AwsError when it cannot be a function's name
  static FunctionName of(String text) {
    var arn = text.indexOf(":function:");
    var plain = arn < 0 ? text : text.substring(arn + ":function:".length());
    var match = FORM.matcher(plain);
    if (!match.matches()) {
      throw new AwsError(
          400,
          "ValidationException",
          "1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern"
              .formatted(text));
    }
    return new FunctionName(match.group(1), Optional.ofNullable(match.group(2)));
  }

  FunctionName with(Optional<String> other) {
    if (qualifier.isPresent() && other.isPresent() && !qualifier.equals(other)) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionName(name, qualifier.or(() -> other));
  }
}
