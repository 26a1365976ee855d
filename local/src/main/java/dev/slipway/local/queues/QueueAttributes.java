package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a queue tells of itself.
final class QueueAttributes {
  static final Set<String> KNOWN =
      Set.of(
          "All",
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesDelayed",
          "ApproximateNumberOfMessagesNotVisible",
          "ContentBasedDeduplication",
          "CreatedTimestamp",
          "DeduplicationScope",
          "DelaySeconds",
          "FifoQueue",
          "FifoThroughputLimit",
          "KmsDataKeyReusePeriodSeconds",
          "KmsMasterKeyId",
          "LastModifiedTimestamp",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "Policy",
          "QueueArn",
          "ReceiveMessageWaitTimeSeconds",
          "RedriveAllowPolicy",
          "RedrivePolicy",
          "SqsManagedSseEnabled",
          "VisibilityTimeout");

  private QueueAttributes() {}

  static Map<String, String> of(Broker broker, String name) {
    return broker.look(
        name,
        queue -> {
          var now = broker.now();
          var all = new TreeMap<>(queue.settings().shown());
          all.put("QueueArn", broker.arn(name));
          all.put("CreatedTimestamp", Long.toString(queue.created / 1000));
          all.put("LastModifiedTimestamp", Long.toString(queue.modified / 1000));
          all.put("ApproximateNumberOfMessages", count(queue, Entry.State.READY, now));
          all.put("ApproximateNumberOfMessagesDelayed", count(queue, Entry.State.DELAYED, now));
          all.put(
              "ApproximateNumberOfMessagesNotVisible", count(queue, Entry.State.IN_FLIGHT, now));
          return all;
        });
  }

  private static String count(Queue queue, Entry.State state, long now) {
    return Integer.toString(queue.count(state, now));
  }

  /// Those that are asked for; none when nothing is.
  static Json.Obj shown(Map<String, String> all, List<String> wanted) {
    for (var name : wanted) {
      if (!KNOWN.contains(name)) {
        throw QueueErrors.unknownAttribute(name);
      }
    }
    var shown = new TreeMap<>(all);
    if (!wanted.contains("All")) {
      shown.keySet().retainAll(wanted);
    }
    return Json.strings(shown);
  }

  /// @throws AwsError when the attribute a queue was made with is another one now
  static void same(QueueSettings known, QueueSettings asked) {
    var before = known.shown();
    var after = asked.shown();
    for (var name : asked.given().keySet()) {
      if (!java.util.Objects.equals(before.get(name), after.get(name))) {
        throw new AwsError(
            400,
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute "
                + name);
      }
    }
  }
}
