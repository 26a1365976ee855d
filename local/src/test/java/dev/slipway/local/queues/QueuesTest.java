package dev.slipway.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuesTest {
  @TempDir Path folder;

  private static final String QUEUE = "deliveries.fifo";

  private Queues open(Store store) {
    var queues = new Queues(store, 4566, "us-east-1", "000000000000");
    queues.create(QUEUE, Json.object().put("FifoQueue", "true").build());
    return queues;
  }

  private static void send(Queues queues, String body) {
    var request =
        Json.object()
            .put("QueueUrl", queues.address(QUEUE))
            .put("MessageBody", body)
            .put("MessageGroupId", "g")
            .put("MessageDeduplicationId", body)
            .build();
    queues.call("SendMessage", request.bytes());
  }

  private static List<Json.Obj> receive(Queues queues) {
    var request =
        Json.object().put("QueueUrl", queues.address(QUEUE)).put("MaxNumberOfMessages", 10).build();
    return Json.parseObject(queues.call("ReceiveMessage", request.bytes()))
        .array("Messages")
        .stream()
        .map(Json.Obj.class::cast)
        .toList();
  }

  private static void delete(Queues queues, Json.Obj message) {
    var request =
        Json.object()
            .put("QueueUrl", queues.address(QUEUE))
            .put("ReceiptHandle", message.requireString("ReceiptHandle"))
            .build();
    queues.call("DeleteMessage", request.bytes());
  }

  @Test
  void messagesSurviveTheProcessUntilTheyAreDeleted() {
    var file = folder.resolve("store");
    try (var store = Store.open(file, Store.Durability.PROCESS);
        var queues = open(store)) {
      send(queues, "one");
      send(queues, "two");
      send(queues, "three");
      delete(queues, receive(queues).getFirst());
    }
    try (var store = Store.open(file, Store.Durability.PROCESS);
        var queues = open(store)) {
      assertThat(receive(queues))
          .extracting(message -> message.requireString("Body"))
          .containsExactly("two", "three");
    }
  }

  @Test
  void aMessageDeletedBeforeItsAcceptanceIsWrittenStaysDeleted() {
    try (var store = Store.inMemory()) {
      var journal = new Journal(store);
      journal.remove("quick");
      journal.keep("quick", Json.object().put("QueueUrl", "q").build());
      assertThat(journal.of("q")).isEmpty();
    }
  }
}
