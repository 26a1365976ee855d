package dev.slipway.functions.aws;

import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The FIFO queue of deliveries, one group per repository, and its dead letters.
public final class SqsDeliveryQueue {
  private static final int MAX_GROUP = 128;

  private final Aws aws;
  private final String url;

  public SqsDeliveryQueue(Aws aws, String url) {
    this.aws = aws;
    this.url = url;
  }

  /// Puts a delivery on the queue; the same delivery within five minutes counts once.
  public void send(DeliveryMessage message) {
    send(message.json().text(), group(message.repository()), message.deliveryId());
  }

  /// One group per repository, however its name is spelled; a group's name may have 128 characters.
  private static String group(String repository) {
    var key = repository.toLowerCase(Locale.ROOT);
    return key.length() <= MAX_GROUP
        ? key
        : Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private void send(String body, String group, String deduplication) {
    aws.call(
        Service.SQS,
        "SendMessage",
        Json.object()
            .put("QueueUrl", url)
            .put("MessageBody", body)
            .put("MessageGroupId", group)
            .put("MessageDeduplicationId", deduplication)
            .build());
  }

  /// Makes a failed message come back after a while instead of after the visibility timeout.
  public void retryAfter(String receipt, Duration pause) {
    aws.call(
        Service.SQS,
        "ChangeMessageVisibility",
        Json.object()
            .put("QueueUrl", url)
            .put("ReceiptHandle", receipt)
            .put("VisibilityTimeout", (double) pause.toSeconds())
            .build());
  }

  /// A message that was set aside.
  ///
  /// @param body as it was sent; what poisons may be the body itself
  public record DeadLetter(
      String id, String receipt, String body, String group, int received, Instant sentAt) {
    /// The delivery, where the body can be read.
    public Optional<DeliveryMessage> message() {
      try {
        return Json.parse(body) instanceof Json.Obj object
            ? Optional.of(DeliveryMessage.read(object))
            : Optional.empty();
      } catch (IllegalArgumentException | ClassCastException | DateTimeException _) {
        return Optional.empty();
      }
    }
  }

  /// Up to ten messages, hidden from others for that long.
  public List<DeadLetter> receive(Duration hidden) {
    var answer =
        aws.call(
            Service.SQS,
            "ReceiveMessage",
            Json.object()
                .put("QueueUrl", url)
                .put("MaxNumberOfMessages", 10)
                .put("VisibilityTimeout", (double) hidden.toSeconds())
                .put("AttributeNames", Json.strings(List.of("All")))
                .put("MessageSystemAttributeNames", Json.strings(List.of("All")))
                .build());
    var letters = new ArrayList<DeadLetter>();
    for (var item : answer.array("Messages")) {
      letters.add(letter((Json.Obj) item));
    }
    return letters;
  }

  private static DeadLetter letter(Json.Obj message) {
    var attributes = message.object("Attributes");
    return new DeadLetter(
        message.requireString("MessageId"),
        message.requireString("ReceiptHandle"),
        message.requireString("Body"),
        attributes.string("MessageGroupId").orElse("unknown"),
        attributes.string("ApproximateReceiveCount").map(Integer::parseInt).orElse(0),
        Instant.ofEpochMilli(attributes.string("SentTimestamp").map(Long::parseLong).orElse(0L)));
  }

  public int count() {
    var answer =
        aws.call(
            Service.SQS,
            "GetQueueAttributes",
            Json.object()
                .put("QueueUrl", url)
                .put("AttributeNames", Json.strings(List.of("All")))
                .build());
    return answer
        .object("Attributes")
        .string("ApproximateNumberOfMessages")
        .map(Integer::parseInt)
        .orElse(0);
  }

  /// Puts a dead letter back on this queue, as if it were new; doing it twice within five minutes
  /// does it once.
  public void sendAgain(DeadLetter letter) {
    send(letter.body(), letter.group(), "again-" + letter.id());
  }

  public void delete(DeadLetter letter) {
    aws.call(
        Service.SQS,
        "DeleteMessage",
        Json.object().put("QueueUrl", url).put("ReceiptHandle", letter.receipt()).build());
  }
}
