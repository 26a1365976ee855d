package dev.slipway.functions.cloud;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// SQS: two FIFO queues. Time does not pass, so what is hidden stays hidden until it is shown.
public final class InMemoryQueues {
  private final Map<String, List<Message>> queues = new LinkedHashMap<>();
  private final Set<String> deduplicated = new HashSet<>();
  private int sent;

  /// A message on a queue.
  public record Message(String id, String body, String group, int received, boolean hidden) {
    Message taken(boolean hide) {
      return new Message(id, body, group, received + 1, hide);
    }
  }

  synchronized Json.Obj call(String operation, Json.Obj request) {
    var url = request.requireString("QueueUrl");
    var queue =
        queues.computeIfAbsent(url.substring(url.lastIndexOf('/') + 1), _ -> new ArrayList<>());
    return switch (operation) {
      case "SendMessage" -> send(queue, url, request);
      case "ReceiveMessage" -> receive(queue, request.requireNumber("VisibilityTimeout") > 0);
      case "DeleteMessage" -> {
        queue.removeIf(message -> message.id().equals(receipt(request)));
        yield Json.Obj.EMPTY;
      }
      case "ChangeMessageVisibility" -> Json.Obj.EMPTY;
      case "GetQueueAttributes" ->
          Json.object()
              .put(
                  "Attributes",
                  Json.object()
                      .put("ApproximateNumberOfMessages", Integer.toString(queue.size()))
                      .build())
              .build();
      default -> throw Refusal.unknown(operation);
    };
  }

  private static String receipt(Json.Obj request) {
    return request.requireString("ReceiptHandle").substring("receipt-".length());
  }

  private Json.Obj send(List<Message> queue, String url, Json.Obj request) {
    var group = request.requireString("MessageGroupId");
    if (group.length() > 128 || group.isEmpty()) {
      throw new Refusal(400, "InvalidParameterValue", "MessageGroupId has 1 to 128 characters");
    }
    if (deduplicated.add(url + " " + request.requireString("MessageDeduplicationId"))) {
      sent++;
      queue.add(new Message("m" + sent, request.requireString("MessageBody"), group, 0, false));
    }
    return Json.object().put("MessageId", "m" + sent).build();
  }

  private static Json.Obj receive(List<Message> queue, boolean hide) {
    var taken = new ArrayList<Json>();
    for (var i = 0; i < queue.size() && taken.size() < 10; i++) {
      if (!queue.get(i).hidden()) {
        queue.set(i, queue.get(i).taken(hide));
        taken.add(wire(queue.get(i)));
      }
    }
    return Json.object().put("Messages", Json.array(taken)).build();
  }

  private static Json.Obj wire(Message message) {
    return Json.object()
        .put("MessageId", message.id())
        .put("ReceiptHandle", "receipt-" + message.id())
        .put("Body", message.body())
        .put(
            "Attributes",
            Json.object()
                .put("ApproximateReceiveCount", Integer.toString(message.received()))
                .put("SentTimestamp", "1795500000000")
                .put("MessageGroupId", message.group())
                .build())
        .build();
  }

  /// What is on a queue, hidden or not.
  public synchronized List<Message> messages(String queue) {
    return List.copyOf(queues.getOrDefault(queue, List.of()));
  }

  /// Puts a message on a queue, as a redrive policy does.
  public synchronized void put(String queue, String id, String body, String group) {
    queues
        .computeIfAbsent(queue, _ -> new ArrayList<>())
        .add(new Message(id, body, group, 5, false));
  }

  /// The first message as a function gets it from its event source.
  public synchronized Json.Obj record(Message message, int received) {
    return Json.object()
        .put("messageId", message.id())
        .put("receiptHandle", "receipt-" + message.id())
        .put("body", message.body())
        .put(
            "attributes",
            Json.object().put("ApproximateReceiveCount", Integer.toString(received)).build())
        .build();
  }
}
