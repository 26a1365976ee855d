package dev.slipway.local.states.task;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.AwsError;
import java.util.Set;

/// How tasks name and word what a service refused: SDK integrations as the SDK for Java 2 does, the
/// optimized ones still as its forerunner did.
final class Refusals {
  /// Errors that no service's model knows; clients see the service's own exception instead.
  private static final Set<String> UNMODELED =
      Set.of(
          "ValidationException",
          "SerializationException",
          "MissingParameter",
          "InvalidParameterValue",
          "InvalidParameterCombination",
          "AccessDenied",
          "InvalidBucketName",
          "InvalidArgument",
          "InvalidRequest",
          "UnknownOperationException");

  private final Chance chance;

  Refusals(Chance chance) {
    this.chance = chance;
  }

  /// Of an SDK integration.
  ///
  /// @param label `DynamoDb`
  Failure sdk(String label, AwsError e) {
    return new Failure(error(label, label, e), cause(label, e, ""));
  }

  /// Of an SDK integration of S3, which tells one id more.
  Failure s3(AwsError e) {
    return new Failure(
        error("S3", "S3", e), cause("S3", e, ", Extended Request ID: " + chance.uuid()));
  }

  private String cause(String label, AwsError e, String more) {
    return "%s (Service: %s, Status Code: %d, Request ID: %s%s)"
        .formatted(e.getMessage(), label, e.status(), chance.uuid(), more);
  }

  /// Of an optimized integration.
  ///
  /// @param label `DynamoDB`
  /// @param service as the older SDK names it: `AmazonDynamoDBv2`
  /// @param family what its unknown errors are called after: `AmazonDynamoDB`
  Failure optimized(String label, String service, String family, AwsError e) {
    return new Failure(
        error(label, family, e),
        "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(e.getMessage(), service, e.status(), e.code(), chance.uuid()));
  }

  private static String error(String label, String family, AwsError e) {
    var known = !UNMODELED.contains(e.code()) || label.equals("Sfn");
    var name = known ? e.code() : family;
    return label + "." + (name.endsWith("Exception") ? name : name + "Exception");
  }
}
