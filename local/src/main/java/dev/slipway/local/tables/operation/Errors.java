package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.Optional;

/// The errors that are not about the form of a request.
final class Errors {
  private Errors() {}

  /// Of operations on tables.
  static AwsError tableNotFound(String name) {
    return new AwsError(
        400,
        "ResourceNotFoundException",
        "Requested resource not found: Table: %s not found".formatted(name));
  }

  /// Of operations on items.
  static AwsError resourceNotFound() {
    return new AwsError(400, "ResourceNotFoundException", "Requested resource not found");
  }

  static AwsError tableExists(String name) {
    return new AwsError(400, "ResourceInUseException", "Table already exists: " + name);
  }

  static AwsError limitExceeded(String message) {
    return new AwsError(400, "LimitExceededException", message);
  }

  /// @param item what stands there, where the request wants to see it
  static AwsError conditionFailed(Optional<Obj> item) {
    return new AwsError(
        400,
        "ConditionalCheckFailedException",
        "The conditional request failed",
        Json.object().put("Item", item.map(ValueJson::write)).build());
  }
}
