package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a message says; it does not change.
///
/// @param attributes `MessageAttributes` as they were sent
/// @param trace the X-Ray header, the only system attribute that senders may give
/// @param deduplication FIFO only
/// @param source the queue from which a dead letter came
record Content(
    String body,
    Json.Obj attributes,
    Optional<String> trace,
    Optional<String> deduplication,
    Optional<String> source) {
  private static final int MAX_ATTRIBUTES = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
  private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,249})?");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  /// Reads `SendMessage`, or an entry of its batch.
  static Content of(Input request) {
    var body = request.maybeText("MessageBody").orElse("");
    if (body.isEmpty()) {
      throw QueueErrors.missing("MessageBody");
    }
    if (FORBIDDEN.matcher(body).find()) {
      throw new AwsError(
          400,
          "InvalidMessageContents",
          "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF"
              + " | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    }
    var attributes = request.part("MessageAttributes");
    if (attributes.members().members().size() > MAX_ATTRIBUTES) {
      throw QueueErrors.invalid(
          "Number of message attributes [%d] exceeds the allowed maximum [%d]."
              .formatted(attributes.members().members().size(), MAX_ATTRIBUTES));
    }
    attributes.members().members().keySet().forEach(name -> check(name, attributes.part(name)));
    var trace =
        request
            .part("MessageSystemAttributes")
            .maybePart("AWSTraceHeader")
            .map(one -> one.text("StringValue"));
    return new Content(
        body,
        attributes.members(),
        trace,
        request.maybeText("MessageDeduplicationId"),
        Optional.empty());
  }

  private static void check(String name, Input attribute) {
    if (!NAME.matcher(name).matches()
        || name.startsWith(".")
        || name.endsWith(".")
        || name.contains("..")) {
      throw QueueErrors.invalid(
          "Message (user) attribute name '%s' is invalid; it may have letters, digits, '_', '-' and single '.'"
              .formatted(name));
    }
    var type = attribute.maybeText("DataType").orElse("");
    if (!TYPE.matcher(type).matches()) {
      throw QueueErrors.invalid(
          type.isEmpty()
              ? "The message attribute '%s' must contain a non-empty message attribute type."
                  .formatted(name)
              : "The type of message (user) attribute '%s' is invalid. You must use only the following supported type prefixes: Binary, Number, String."
                  .formatted(name));
    }
    var member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
    var value = attribute.maybeText(member).orElse("");
    if (value.isEmpty()) {
      throw QueueErrors.invalid(
          "The message attribute '%s' must contain a non-empty message attribute value for message attribute type '%s'."
              .formatted(name, type));
    }
    if (member.equals("BinaryValue")) {
      decode(value);
    } else if (type.startsWith("Number")
        && !value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      throw QueueErrors.invalid(
          "Can't cast the value of message (user) attribute '%s' to a number.".formatted(name));
    }
  }

  static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new AwsError(400, "SerializationException", "a blob is not Base64");
    }
  }

  /// What counts against the queue's limit.
  int size() {
    var size = utf8(body);
    for (var attribute : attributes.members().entrySet()) {
      var value = (Json.Obj) attribute.getValue();
      size += utf8(attribute.getKey()) + utf8(value.requireString("DataType"));
      size += value.string("StringValue").map(Content::utf8).orElse(0);
      size += value.string("BinaryValue").map(blob -> decode(blob).length).orElse(0);
    }
    return size;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  Content deadFrom(String sourceArn) {
    return new Content(body, attributes, trace, deduplication, Optional.of(sourceArn));
  }

  /// As it was first sent.
  Content anew() {
    return new Content(body, attributes, trace, deduplication, Optional.empty());
  }

  Content withDeduplication(String id) {
    return new Content(body, attributes, trace, Optional.of(id), source);
  }

  Json.Obj json() {
    return Json.object()
        .put("body", body)
        .put("attributes", attributes)
        .put("trace", trace)
        .put("deduplication", deduplication)
        .put("source", source)
        .build();
  }

  static Content read(Json.Obj json) {
    return new Content(
        json.requireString("body"),
        json.object("attributes"),
        json.string("trace"),
        json.string("deduplication"),
        json.string("source"));
  }
}
