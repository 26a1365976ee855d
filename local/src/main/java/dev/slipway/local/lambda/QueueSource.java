package dev.slipway.local.lambda;

import dev.slipway.local.queues.Queues;
import dev.slipway.local.store.StoreException;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An event source mapping from a queue: receives batches, calls the function, deletes what it
/// handled. A message that failed comes back after its visibility timeout. Nothing polls: the queue
/// tells when it has something.
///
/// Reference: "Using Lambda with Amazon SQS" in AWS's Lambda developer guide.
public final class QueueSource implements EventSource {
  /// A queue without a limit of its own; Lambda begins with five and goes far beyond this machine.
  private static final int USUAL_CALLS = 16;

  private static final int RECEIVED_AT_ONCE = 10;

  /// What is given to whom.
  ///
  /// @param partial whether the function reports which messages of a batch failed
  /// @param window how long to wait for a batch to fill
  /// @param calls how many may run at once
  /// @param filters what else is deleted at once
  public record Mapping(
      String id,
      String queueArn,
      String function,
      int batchSize,
      boolean partial,
      Duration window,
      Optional<Integer> calls,
      Filters filters) {
    String queue() {
      return queueArn.substring(queueArn.lastIndexOf(':') + 1);
    }
  }

  private final Mapping mapping;
  private final Queues queues;
  private final FunctionInvoker functions;
  private final Scheduler scheduler;
  private final String region;
  private Optional<Queues.Watch> watch = Optional.empty();
  private List<Json.Obj> gathered = new ArrayList<>();
  private boolean windowOpen;
  private int running;
  private boolean closed;

  public QueueSource(
      Mapping mapping,
      Queues queues,
      FunctionInvoker functions,
      Scheduler scheduler,
      String region) {
    this.mapping = mapping;
    this.queues = queues;
    this.functions = functions;
    this.scheduler = scheduler;
    this.region = region;
  }

  Mapping mapping() {
    return mapping;
  }

  @Override
  public void start(Destination unused) {
    watch = Optional.of(queues.watch(mapping.queue(), this::take));
  }

  /// Takes batches as long as there are messages and calls may begin.
  private synchronized void take() {
    while (!closed && running < mapping.calls().orElse(USUAL_CALLS) && gather()) {
      var batch = List.copyOf(gathered);
      gathered = new ArrayList<>();
      running++;
      scheduler.soon(() -> handle(batch));
    }
  }

  /// @return whether there is a batch
  private boolean gather() {
    while (gathered.size() < mapping.batchSize()) {
      var most = Math.min(RECEIVED_AT_ONCE, mapping.batchSize() - gathered.size());
      var received = queues.receive(mapping.queue(), most);
      if (received.isEmpty()) {
        break;
      }
      received.forEach(this::sort);
      if (mapping.batchSize() > RECEIVED_AT_ONCE
          && mapping.window().isZero()
          && !gathered.isEmpty()) {
        break;
      }
    }
    if (gathered.isEmpty() || gathered.size() == mapping.batchSize() || mapping.window().isZero()) {
      return !gathered.isEmpty();
    }
    if (!windowOpen) {
      windowOpen = true;
      scheduler.at(scheduler.instant().plus(mapping.window()), this::closeWindow);
    }
    return false;
  }

  private void sort(Json.Obj message) {
    if (mapping.filters().wantsMessage(entry(message))) {
      gathered.add(message);
    } else {
      queues.delete(mapping.queue(), message.requireString("ReceiptHandle"));
    }
  }

  private synchronized void closeWindow() {
    windowOpen = false;
    if (!closed && !gathered.isEmpty()) {
      var batch = List.copyOf(gathered);
      gathered = new ArrayList<>();
      running++;
      scheduler.soon(() -> handle(batch));
    }
    take();
  }

  private void handle(List<Json.Obj> messages) {
    try {
      var event =
          Json.object()
              .put("Records", Json.array(messages.stream().map(this::entry).toList()))
              .build();
      var failed = failures(functions.invoke(mapping.function(), event.bytes()), messages);
      for (var message : messages) {
        if (!failed.contains(message.requireString("MessageId"))) {
          queues.delete(mapping.queue(), message.requireString("ReceiptHandle"));
        }
      }
    } catch (FunctionInvoker.FunctionError | AwsError | StoreException e) {
      // They come back.
      System.getLogger("slipway.lambda")
          .log(System.Logger.Level.WARNING, mapping.queue() + ": " + e.getMessage());
    } finally {
      synchronized (this) {
        running--;
      }
      scheduler.soon(this::take);
    }
  }

  /// All of the batch when the report makes no sense.
  private Set<String> failures(byte[] answer, List<Json.Obj> messages) {
    if (!mapping.partial() || answer.length == 0) {
      return Set.of();
    }
    var all = new HashSet<String>();
    messages.forEach(message -> all.add(message.requireString("MessageId")));
    try {
      var failed = new HashSet<String>();
      if (Json.parse(answer) instanceof Json.Obj report) {
        for (var item : report.array("batchItemFailures")) {
          var id = item instanceof Json.Obj one ? one.string("itemIdentifier").orElse("") : "";
          if (!all.contains(id)) {
            return all;
          }
          failed.add(id);
        }
      }
      return failed;
    } catch (MalformedJsonException _) {
      return all;
    }
  }

  private Json.Obj entry(Json.Obj message) {
    var attributes = Json.object();
    message
        .object("MessageAttributes")
        .members()
        .forEach((name, value) -> attributes.put(name, attribute((Json.Obj) value)));
    return Json.object()
        .put("messageId", message.requireString("MessageId"))
        .put("receiptHandle", message.requireString("ReceiptHandle"))
        .put("body", message.requireString("Body"))
        .put("attributes", message.object("Attributes"))
        .put("messageAttributes", attributes.build())
        .put("md5OfMessageAttributes", message.string("MD5OfMessageAttributes"))
        .put("md5OfBody", message.string("MD5OfBody"))
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", mapping.queueArn())
        .put("awsRegion", region)
        .build();
  }

  private static Json.Obj attribute(Json.Obj value) {
    return Json.object()
        .put("stringValue", value.string("StringValue"))
        .put("binaryValue", value.string("BinaryValue"))
        .put("stringListValues", Json.Arr.EMPTY)
        .put("binaryListValues", Json.Arr.EMPTY)
        .put("dataType", value.string("DataType"))
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    watch.ifPresent(Queues.Watch::close);
  }
}
