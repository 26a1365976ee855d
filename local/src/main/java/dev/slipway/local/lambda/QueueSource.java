package dev.slipway.local.lambda;

import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An event source mapping from a queue: receives batches, calls the function, deletes what it
/// handled. A message that failed comes back after its visibility timeout.
///
/// Reference: "Using Lambda with Amazon SQS" in AWS's Lambda developer guide.
public final class QueueSource implements AutoCloseable {
  /// Standard pollers on Lambda start with five.
  private static final int POLLERS = 5;

  private static final double LONGEST_WAIT = 20;

  /// What is polled for whom.
  ///
  /// @param partial whether the function reports which messages of a batch failed
  public record Mapping(
      String queueArn, String queueUrl, String function, int batchSize, boolean partial) {}

  private final Mapping mapping;
  private final JsonService queues;
  private final FunctionInvoker functions;
  private final List<Thread> pollers = new ArrayList<>();
  private volatile boolean closed;

  public QueueSource(Mapping mapping, JsonService queues, FunctionInvoker functions) {
    this.mapping = mapping;
    this.queues = queues;
    this.functions = functions;
  }

  public void start() {
    for (var i = 0; i < POLLERS; i++) {
      pollers.add(Thread.ofVirtual().name("poller-" + i).start(this::poll));
    }
  }

  private void poll() {
    while (!closed) {
      try {
        var messages = receive();
        if (!messages.isEmpty()) {
          handle(messages);
        }
      } catch (RuntimeException e) {
        if (!closed) {
          System.getLogger("slipway.lambda")
              .log(System.Logger.Level.WARNING, "polling " + mapping.queueUrl(), e);
        }
      }
    }
  }

  private List<Json.Obj> receive() {
    var request =
        Json.object()
            .put("QueueUrl", mapping.queueUrl())
            .put("MaxNumberOfMessages", (double) mapping.batchSize())
            .put("WaitTimeSeconds", LONGEST_WAIT)
            .put("AttributeNames", Json.strings(List.of("All")))
            .put("MessageAttributeNames", Json.strings(List.of("All")))
            .build();
    var answer = Json.parseObject(queues.call("ReceiveMessage", request.bytes()));
    return answer.array("Messages").stream().map(Json.Obj.class::cast).toList();
  }

  private void handle(List<Json.Obj> messages) {
    var event =
        Json.object()
            .put("Records", Json.array(messages.stream().map(this::entry).toList()))
            .build();
    Set<String> failed;
    try {
      failed = failures(functions.invoke(mapping.function(), event.bytes()));
    } catch (FunctionInvoker.FunctionError _) {
      return;
    }
    for (var message : messages) {
      if (!failed.contains(message.requireString("MessageId"))) {
        delete(message);
      }
    }
  }

  private Set<String> failures(byte[] answer) {
    var failed = new HashSet<String>();
    if (mapping.partial() && answer.length > 0 && Json.parse(answer) instanceof Json.Obj report) {
      for (var item : report.array("batchItemFailures")) {
        failed.add(((Json.Obj) item).requireString("itemIdentifier"));
      }
    }
    return failed;
  }

  private void delete(Json.Obj message) {
    var request =
        Json.object()
            .put("QueueUrl", mapping.queueUrl())
            .put("ReceiptHandle", message.requireString("ReceiptHandle"))
            .build();
    queues.call("DeleteMessage", request.bytes());
  }

  private Json.Obj entry(Json.Obj message) {
    return Json.object()
        .put("messageId", message.requireString("MessageId"))
        .put("receiptHandle", message.requireString("ReceiptHandle"))
        .put("body", message.requireString("Body"))
        .put("attributes", message.object("Attributes"))
        .put("messageAttributes", message.object("MessageAttributes"))
        .put("md5OfBody", message.string("MD5OfBody"))
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", mapping.queueArn())
        .put("awsRegion", "us-east-1")
        .build();
  }

  @Override
  public void close() {
    closed = true;
    pollers.forEach(Thread::interrupt);
  }
}
