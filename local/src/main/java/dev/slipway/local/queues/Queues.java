package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.concurrent.CompletableFuture;

/// SQS. Queues are made at every start, as the template says; messages come back from the journal.
public final class Queues implements JsonService, AutoCloseable {
  /// The engine takes a second or two to start, so it starts beside everything else.
  private final CompletableFuture<ElasticMq> engine;

  private final Journal journal;
  private final int publicPort;
  private final String account;

  /// @param publicPort the AWS port, which stands in queue addresses
  public Queues(Store store, int publicPort, String region, String account) {
    this.engine = CompletableFuture.supplyAsync(() -> ElasticMq.start(publicPort, region, account));
    this.journal = new Journal(store);
    this.publicPort = publicPort;
    this.account = account;
  }

  @Override
  public String targetPrefix() {
    return "AmazonSQS";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  public String address(String queue) {
    return "http://127.0.0.1:%d/%s/%s".formatted(publicPort, account, queue);
  }

  /// Creates a queue and puts back what the journal holds of it.
  ///
  /// @param attributes as `CreateQueue` takes them
  public void create(String name, Json.Obj attributes) {
    var request = Json.object().put("QueueName", name).put("Attributes", attributes).build();
    engine.join().call("CreateQueue", request.bytes());
    journal
        .of(address(name))
        .forEach(kept -> {
          call("SendMessage", kept.request().bytes());
          journal.remove(kept.id());
        });
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var answer = engine.join().call(operation, body);
    switch (operation) {
      case "SendMessage" -> sent(Json.parseObject(body), Json.parseObject(answer));
      case "SendMessageBatch" -> sentBatch(Json.parseObject(body), Json.parseObject(answer));
      case "DeleteMessage" -> deleted(Json.parseObject(body));
      case "DeleteMessageBatch" ->
          Json.parseObject(body).array("Entries").forEach(entry -> deleted((Json.Obj) entry));
      case "PurgeQueue" -> journal.purge(Json.parseObject(body).requireString("QueueUrl"));
      default -> {}
    }
    return answer;
  }

  private void sent(Json.Obj request, Json.Obj answer) {
    answer.string("MessageId").ifPresent(id -> journal.keep(id, request));
  }

  private void sentBatch(Json.Obj request, Json.Obj answer) {
    for (var item : answer.array("Successful")) {
      var success = (Json.Obj) item;
      for (var entry : request.array("Entries")) {
        if (((Json.Obj) entry).string("Id").equals(success.string("Id"))) {
          sent(
              ((Json.Obj) entry).with("QueueUrl", Json.of(request.requireString("QueueUrl"))),
              success);
        }
      }
    }
  }

  private void deleted(Json.Obj entry) {
    var handle = entry.requireString("ReceiptHandle");
    var end = handle.indexOf('#');
    journal.remove(end < 0 ? handle : handle.substring(0, end));
  }

  @Override
  public void close() {
    if (!engine.isCompletedExceptionally()) {
      engine.join().close();
    }
  }
}
