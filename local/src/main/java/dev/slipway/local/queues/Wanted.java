package dev.slipway.local.queues;

import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which attributes a receiver asks to see with each message.
///
/// @param system names, or `All`
/// @param own names, `All`, or a prefix that ends in `.*`
record Wanted(Set<String> system, List<String> own) {
  private static final Set<String> SYSTEM =
      Set.of(
          "All",
          "ApproximateFirstReceiveTimestamp",
          "ApproximateReceiveCount",
          "AWSTraceHeader",
          "DeadLetterQueueSourceArn",
          "MessageDeduplicationId",
          "MessageGroupId",
          "SenderId",
          "SentTimestamp",
          "SequenceNumber");

  static final Wanted EVERYTHING = new Wanted(Set.of("All"), List.of("All"));

  /// The account's root, in whose name everything here happens.
  private static final String SENDER = "000000000000";

  static Wanted of(Input request) {
    var system = new java.util.HashSet<>(request.texts("AttributeNames"));
    system.addAll(request.texts("MessageSystemAttributeNames"));
    for (var name : system) {
      if (!SYSTEM.contains(name) && !QueueAttributes.KNOWN.contains(name)) {
        throw QueueErrors.unknownAttribute(name);
      }
    }
    return new Wanted(system, request.texts("MessageAttributeNames"));
  }

  Json.Obj message(Broker.Received received) {
    var content = received.content();
    var attributes = attributes(received);
    var own = own(content.attributes());
    var message =
        Json.object()
            .put("MessageId", received.entry().id)
            .put("ReceiptHandle", received.receipt().handle())
            .put("MD5OfBody", Checksums.of(content.body()))
            .put("Body", content.body());
    if (!attributes.isEmpty()) {
      message.put("Attributes", Json.strings(attributes));
    }
    if (!own.members().isEmpty()) {
      message.put("MD5OfMessageAttributes", Checksums.of(own)).put("MessageAttributes", own);
    }
    return message.build();
  }

  private Map<String, String> attributes(Broker.Received received) {
    var entry = received.entry();
    var content = received.content();
    var all = new TreeMap<String, String>();
    all.put("SenderId", SENDER);
    all.put("SentTimestamp", Long.toString(entry.sentAt));
    all.put("ApproximateReceiveCount", Integer.toString(received.receives()));
    all.put("ApproximateFirstReceiveTimestamp", Long.toString(entry.firstReceived));
    if (!entry.group.isEmpty()) {
      all.put("MessageGroupId", entry.group);
    }
    content
        .deduplication()
        .ifPresent(id -> {
          all.put("MessageDeduplicationId", id);
          all.put("SequenceNumber", Sequence.of(entry.position));
        });
    content.trace().ifPresent(header -> all.put("AWSTraceHeader", header));
    content.source().ifPresent(arn -> all.put("DeadLetterQueueSourceArn", arn));
    if (!system.contains("All")) {
      all.keySet().retainAll(system);
    }
    return all;
  }

  private Json.Obj own(Json.Obj attributes) {
    var shown = new LinkedHashMap<String, Json>();
    attributes
        .members()
        .forEach((name, value) -> {
          if (own.stream().anyMatch(pattern -> fits(pattern, name))) {
            shown.put(name, value);
          }
        });
    return new Json.Obj(shown);
  }

  private static boolean fits(String pattern, String name) {
    if (pattern.equals("All") || pattern.equals(".*")) {
      return true;
    }
    return pattern.endsWith(".*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 2))
        : name.equals(pattern);
  }
}
