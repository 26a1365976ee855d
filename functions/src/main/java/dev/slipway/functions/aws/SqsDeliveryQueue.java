package dev.slipway.functions.aws;

import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The FIFO queue of deliveries, one group per repository, and its dead letters.
public final class SqsDeliveryQueue {
  private final Aws aws;
  private final String url;

  public SqsDeliveryQueue(Aws aws, String url) {
    this.aws = aws;
    this.url = url;
  }

  /// Puts a delivery on the queue; the same delivery within five minutes counts once.
  public void send(DeliveryMessage message) {
    send(message.json().text(), message.repository(), message.deliveryId());
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
  public record DeadLetter(
      String id, String receipt, DeliveryMessage message, int received, Instant sentAt) {}

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
        DeliveryMessage.read((Json.Obj) Json.parse(message.requireString("Body"))),
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

  /// Puts a dead letter back on this queue, as if it were new.
  public void sendAgain(DeadLetter letter) {
    send(
        letter.message().json().text(),
        letter.message().repository(),
        letter.message().deliveryId() + "-" + letter.id());
  }

  public void delete(DeadLetter letter) {
    aws.call(
        Service.SQS,
        "DeleteMessage",
        Json.object().put("QueueUrl", url).put("ReceiptHandle", letter.receipt()).build());
  }
}
