package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// SQS's operations on messages: what they ask, and what they answer.
final class Messages {
  private static final int MOST = 10;
  private static final int MAX_BATCH = 1_048_576;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");
  private static final Pattern GROUP = Pattern.compile("[\\x21-\\x7E]{1,128}");

  private final Broker broker;

  Messages(Broker broker) {
    this.broker = broker;
  }

  /// @return `SendMessage`'s answer
  Json.Obj send(String name, Input request) {
    var settings = settings(name);
    var content = Content.of(request);
    if (content.size() > settings.maxSize()) {
      throw QueueErrors.invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(settings.maxSize()));
    }
    var delay = request.maybeNumber("DelaySeconds");
    delay
        .filter(seconds -> seconds < 0 || seconds > 900)
        .ifPresent(seconds -> {
          throw QueueErrors.invalid(
              "DelaySeconds", seconds, "DelaySeconds must be >= 0 and <= 900.");
        });
    var group = group(settings, request);
    var kept = settings.fifo() ? deduplicated(settings, content, delay) : content;
    if (!settings.fifo() && content.deduplication().isPresent()) {
      throw QueueErrors.invalid(
          "MessageDeduplicationId",
          content.deduplication().get(),
          "The request include parameter that is not valid for this queue type");
    }
    var sent = broker.send(name, kept, group, delay.map(Duration::ofSeconds));
    var answer =
        Json.object()
            .put("MessageId", sent.id())
            .put("MD5OfMessageBody", Checksums.of(kept.body()))
            .put("MD5OfMessageAttributes", Checksums.of(kept.attributes()))
            .put(
                "MD5OfMessageSystemAttributes",
                Checksums.of(request.part("MessageSystemAttributes").members()));
    if (settings.fifo()) {
      answer.put("SequenceNumber", Sequence.of(sent.position()));
    }
    return answer.build();
  }

  private static String group(QueueSettings settings, Input request) {
    var group = request.maybeText("MessageGroupId");
    if (group.isEmpty() && settings.fifo()) {
      throw QueueErrors.missing("MessageGroupId");
    }
    group
        .filter(id -> !GROUP.matcher(id).matches())
        .ifPresent(id -> {
          throw QueueErrors.invalid(
              "MessageGroupId",
              id,
              "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in"
                  + " length");
        });
    return group.orElse("");
  }

  private static Content deduplicated(
      QueueSettings settings, Content content, Optional<Integer> delay) {
    if (delay.orElse(0) > 0) {
      throw QueueErrors.invalid(
          "DelaySeconds",
          delay.get(),
          "The request include parameter that is not valid for this queue type");
    }
    var id = content.deduplication();
    if (id.isPresent()) {
      if (!GROUP.matcher(id.get()).matches()) {
        throw QueueErrors.invalid(
            "MessageDeduplicationId",
            id.get(),
            "MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to"
                + " 128 in length");
      }
      return content;
    }
    if (!settings.deduplicatesContent()) {
      throw QueueErrors.invalid(
          "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
              + " provided explicitly");
    }
    return content.withDeduplication(Checksums.sha256(content.body()));
  }

  private QueueSettings settings(String name) {
    return broker.find(name).orElseThrow(QueueErrors::noQueue);
  }

  /// @return `ReceiveMessage`'s answer; an empty one after the wait
  Json.Obj receive(String name, Input request) {
    var settings = settings(name);
    var most = bounded(request, "MaxNumberOfMessages", 1, 1, MOST);
    var wait = bounded(request, "WaitTimeSeconds", settings.waitSeconds(), 0, 20);
    var visibility =
        request.has("VisibilityTimeout")
            ? Optional.of(Duration.ofSeconds(bounded(request, "VisibilityTimeout", 30, 0, 43_200)))
            : Optional.<Duration>empty();
    var wanted = Wanted.of(request);
    var until = java.time.Instant.ofEpochMilli(broker.now()).plusSeconds(wait);
    var received = broker.receive(name, most, visibility);
    while (received.isEmpty() && broker.now() < until.toEpochMilli() && !Thread.interrupted()) {
      broker.await(name, until);
      received = broker.receive(name, most, visibility);
    }
    if (received.isEmpty()) {
      return Json.Obj.EMPTY;
    }
    return Json.object()
        .put("Messages", Json.array(received.stream().map(wanted::message).toList()))
        .build();
  }

  private static int bounded(Input request, String name, int usual, int least, int most) {
    var given = request.maybeNumber(name).orElse(usual);
    if (given < least || given > most) {
      throw QueueErrors.invalid(
          name, given, "Must be between %d and %d, if provided.".formatted(least, most));
    }
    return given;
  }

  void delete(String name, Input request) {
    settings(name);
    broker.delete(name, receipt(request));
  }

  void hide(String name, Input request) {
    settings(name);
    var receipt = receipt(request);
    if (!request.has("VisibilityTimeout")) {
      throw QueueErrors.missing("VisibilityTimeout");
    }
    broker.hide(
        name, receipt, Duration.ofSeconds(bounded(request, "VisibilityTimeout", 0, 0, 43_200)));
  }

  private static Receipt receipt(Input request) {
    return Receipt.read(
        request.maybeText("ReceiptHandle").orElseThrow(() -> QueueErrors.missing("ReceiptHandle")));
  }

  Json.Obj sendBatch(String name, Input request) {
    var total = 0L;
    for (var entry : entries(request)) {
      total += entry.maybeText("MessageBody").orElse("").length();
    }
    if (total > MAX_BATCH) {
      throw QueueErrors.batch(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than 1048576 bytes. You have sent %d bytes."
              .formatted(total));
    }
    return batch(request, entry -> send(name, entry));
  }

  Json.Obj deleteBatch(String name, Input request) {
    return batch(
        request,
        entry -> {
          delete(name, entry);
          return Json.Obj.EMPTY;
        });
  }

  Json.Obj hideBatch(String name, Input request) {
    return batch(
        request,
        entry -> {
          hide(name, entry);
          return Json.Obj.EMPTY;
        });
  }

  private static Json.Obj batch(Input request, Function<Input, Json.Obj> one) {
    var successful = new ArrayList<Json>();
    var failed = new ArrayList<Json>();
    for (var entry : entries(request)) {
      var id = entry.text("Id");
      try {
        successful.add(one.apply(entry).with("Id", Json.of(id)));
      } catch (AwsError e) {
        if (e.code().equals("QueueDoesNotExist") || e.code().equals("SerializationException")) {
          throw e;
        }
        failed.add(
            Json.object()
                .put("Id", id)
                .put("SenderFault", true)
                .put("Code", QueueErrors.old(e.code()))
                .put("Message", String.valueOf(e.getMessage()))
                .build());
      }
    }
    var answer = Json.object().put("Successful", Json.array(successful));
    if (!failed.isEmpty()) {
      answer.put("Failed", Json.array(failed));
    }
    return answer.build();
  }

  private static List<Input> entries(Input request) {
    var entries = request.parts("Entries");
    if (entries.isEmpty()) {
      throw QueueErrors.batch(
          "EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (entries.size() > MOST) {
      throw QueueErrors.batch(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent %d."
              .formatted(entries.size()));
    }
    var ids = new HashSet<String>();
    for (var entry : entries) {
      var id = entry.maybeText("Id").orElse("");
      if (!ID.matcher(id).matches()) {
        throw QueueErrors.batch(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It"
                + " can be at most 80 letters long.");
      }
      if (!ids.add(id)) {
        throw QueueErrors.batch("BatchEntryIdsNotDistinct", "Id %s repeated.".formatted(id));
      }
    }
    return entries;
  }
}
