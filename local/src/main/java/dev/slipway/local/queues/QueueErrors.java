package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import java.util.Map;

/// SQS's errors. Clients of the older query protocol know some of them by longer names, which the
/// JSON protocol adds in a header.
final class QueueErrors {
  private static final String LONG = "AWS.SimpleQueueService.";

  private static final Map<String, String> OLD =
      Map.ofEntries(
          Map.entry("QueueDoesNotExist", LONG + "NonExistentQueue"),
          Map.entry("QueueNameExists", "QueueAlreadyExists"),
          Map.entry("QueueDeletedRecently", LONG + "QueueDeletedRecently"),
          Map.entry("PurgeQueueInProgress", LONG + "PurgeQueueInProgress"),
          Map.entry("EmptyBatchRequest", LONG + "EmptyBatchRequest"),
          Map.entry("TooManyEntriesInBatchRequest", LONG + "TooManyEntriesInBatchRequest"),
          Map.entry("BatchEntryIdsNotDistinct", LONG + "BatchEntryIdsNotDistinct"),
          Map.entry("BatchRequestTooLong", LONG + "BatchRequestTooLong"),
          Map.entry("InvalidBatchEntryId", LONG + "InvalidBatchEntryId"),
          Map.entry("MessageNotInflight", LONG + "MessageNotInflight"),
          Map.entry("UnsupportedOperation", LONG + "UnsupportedOperation"));

  private QueueErrors() {}

  /// The name by which the query protocol knows an error.
  static String old(String code) {
    return OLD.getOrDefault(code, code);
  }

  static AwsError noQueue() {
    return new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist.");
  }

  static AwsError missing(String parameter) {
    return new AwsError(
        400, "MissingParameter", "The request must contain the parameter %s.".formatted(parameter));
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "InvalidParameterValue", message);
  }

  static AwsError invalid(String parameter, Object value, String reason) {
    return invalid(
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, parameter, reason));
  }

  static AwsError attribute(String name) {
    return new AwsError(
        400, "InvalidAttributeValue", "Invalid value for the parameter %s.".formatted(name));
  }

  static AwsError unknownAttribute(String name) {
    return new AwsError(400, "InvalidAttributeName", "Unknown Attribute %s.".formatted(name));
  }

  static AwsError receipt(String handle) {
    return new AwsError(
        400,
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"%s\" is not a valid receipt handle.".formatted(handle));
  }

  static AwsError batch(String code, String message) {
    return new AwsError(400, code, message);
  }
}
