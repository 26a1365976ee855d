package dev.slipway.local.queues;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a queue's owner says of it.
///
/// @param given attributes as they were given, checked
record QueueSettings(String name, Map<String, String> given, Map<String, String> tags) {
  private record Range(int least, int most, int usual) {}

  private static final Map<String, Range> NUMBERS =
      Map.of(
          "DelaySeconds", new Range(0, 900, 0),
          "KmsDataKeyReusePeriodSeconds", new Range(60, 86_400, 300),
          "MaximumMessageSize", new Range(1_024, 1_048_576, 1_048_576),
          "MessageRetentionPeriod", new Range(60, 1_209_600, 345_600),
          "ReceiveMessageWaitTimeSeconds", new Range(0, 20, 0),
          "VisibilityTimeout", new Range(0, 43_200, 30));

  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "ContentBasedDeduplication", Set.of("true", "false"),
          "DeduplicationScope", Set.of("messageGroup", "queue"),
          "FifoQueue", Set.of("true"),
          "FifoThroughputLimit", Set.of("perMessageGroupId", "perQueue"),
          "SqsManagedSseEnabled", Set.of("true", "false"));

  private static final Set<String> FIFO_ONLY =
      Set.of("ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "FifoThroughputLimit");

  private static final Set<String> DOCUMENTS =
      Set.of("Policy", "RedriveAllowPolicy", "RedrivePolicy");

  /// Where messages go that were received too often.
  record Redrive(String targetArn, int maxReceives) {}

  QueueSettings {
    given = Map.copyOf(given);
    tags = Map.copyOf(tags);
  }

  /// @throws dev.slipway.local.wire.AwsError as `CreateQueue` refuses
  static QueueSettings of(String name, Map<String, String> given, Map<String, String> tags) {
    var fifo = "true".equals(given.get("FifoQueue"));
    var pattern = fifo ? "[A-Za-z0-9_-]{1,75}\\.fifo" : "[A-Za-z0-9_-]{1,80}";
    if (!name.matches(pattern)) {
      throw QueueErrors.invalid(
          fifo
              ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or"
                  + " underscores, must end with .fifo suffix and be 1 to 80 in length."
              : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in"
                  + " length");
    }
    var settings = new QueueSettings(name, Map.of(), tags);
    return fifo
        ? new QueueSettings(name, Map.of("FifoQueue", "true"), tags).with(given)
        : settings.with(given);
  }

  /// These settings with some attributes changed; an empty text takes one back.
  QueueSettings with(Map<String, String> changes) {
    var next = new TreeMap<>(given);
    changes.forEach((attribute, value) -> {
      if (value.isEmpty()) {
        next.remove(attribute);
        return;
      }
      check(attribute, value, next.containsKey("FifoQueue") || changes.containsKey("FifoQueue"));
      next.put(attribute, value);
    });
    if (fifo()
        && "perMessageGroupId".equals(next.get("FifoThroughputLimit"))
        && !"messageGroup".equals(next.get("DeduplicationScope"))) {
      throw QueueErrors.attribute("FifoThroughputLimit");
    }
    return new QueueSettings(name, next, tags);
  }

  QueueSettings tagged(Map<String, String> tags) {
    return new QueueSettings(name, given, tags);
  }

  private static void check(String attribute, String value, boolean fifo) {
    if (FIFO_ONLY.contains(attribute) && !fifo) {
      throw QueueErrors.unknownAttribute(attribute);
    }
    var range = NUMBERS.get(attribute);
    var words = WORDS.get(attribute);
    if (range != null) {
      if (!value.matches("\\d{1,9}")
          || Integer.parseInt(value) < range.least()
          || Integer.parseInt(value) > range.most()) {
        throw QueueErrors.attribute(attribute);
      }
    } else if (words != null) {
      if (!words.contains(value)) {
        throw QueueErrors.attribute(attribute);
      }
    } else if (DOCUMENTS.contains(attribute)) {
      var document = document(attribute, value);
      if (attribute.equals("RedrivePolicy")) {
        redrive(value, document);
      }
    } else if (!attribute.equals("KmsMasterKeyId")) {
      throw QueueErrors.unknownAttribute(attribute);
    }
  }

  private static Json.Obj document(String attribute, String value) {
    try {
      if (Json.parse(value) instanceof Json.Obj document) {
        return document;
      }
    } catch (MalformedJsonException _) {
      // Said below.
    }
    throw QueueErrors.attribute(attribute);
  }

  private static Redrive redrive(String value, Json.Obj document) {
    var target = document.string("deadLetterTargetArn");
    var most = document.get("maxReceiveCount").map(count -> text(count));
    if (target.isEmpty() || most.isEmpty()) {
      throw QueueErrors.invalid(
          "RedrivePolicy",
          value,
          "Redrive policy does not contain mandatory attribute: %s."
              .formatted(target.isEmpty() ? "deadLetterTargetArn" : "maxReceiveCount"));
    }
    if (!most.get().matches("\\d{1,4}")
        || Integer.parseInt(most.get()) < 1
        || Integer.parseInt(most.get()) > 1_000) {
      throw QueueErrors.invalid(
          "RedrivePolicy",
          value,
          "Invalid value for maxReceiveCount: %s, valid values are from 1 to 1000 both inclusive."
              .formatted(most.get()));
    }
    return new Redrive(target.get(), Integer.parseInt(most.get()));
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }

  boolean fifo() {
    return given.containsKey("FifoQueue");
  }

  boolean deduplicatesContent() {
    return "true".equals(given.get("ContentBasedDeduplication"));
  }

  boolean deduplicatesByGroup() {
    return "messageGroup".equals(given.get("DeduplicationScope"));
  }

  Optional<Redrive> redrive() {
    return Optional.ofNullable(given.get("RedrivePolicy"))
        .map(value -> redrive(value, document("RedrivePolicy", value)));
  }

  Duration visibility() {
    return Duration.ofSeconds(number("VisibilityTimeout"));
  }

  Duration delay() {
    return Duration.ofSeconds(number("DelaySeconds"));
  }

  Duration retention() {
    return Duration.ofSeconds(number("MessageRetentionPeriod"));
  }

  int waitSeconds() {
    return number("ReceiveMessageWaitTimeSeconds");
  }

  int maxSize() {
    return number("MaximumMessageSize");
  }

  private int number(String attribute) {
    var value = given.get(attribute);
    return value == null
        ? java.util.Objects.requireNonNull(NUMBERS.get(attribute)).usual()
        : Integer.parseInt(value);
  }

  /// Every attribute that `GetQueueAttributes` shows of the settings.
  Map<String, String> shown() {
    var shown = new TreeMap<String, String>();
    for (var attribute :
        Set.of(
            "DelaySeconds",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "VisibilityTimeout")) {
      shown.put(attribute, Integer.toString(number(attribute)));
    }
    if (!given.containsKey("KmsMasterKeyId")) {
      shown.put("SqsManagedSseEnabled", "true");
    }
    if (fifo()) {
      shown.put("ContentBasedDeduplication", "false");
      shown.put("DeduplicationScope", "queue");
      shown.put("FifoThroughputLimit", "perQueue");
    }
    shown.putAll(given);
    return shown;
  }

  Json.Obj json() {
    return Json.object()
        .put("name", name)
        .put("attributes", Json.strings(given))
        .put("tags", Json.strings(tags))
        .build();
  }
}
