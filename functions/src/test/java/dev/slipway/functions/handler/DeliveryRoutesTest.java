package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryRoutesTest {
  private final InMemoryAws aws = new InMemoryAws();
  private final ServeApiHandler handler = new ServeApiHandler(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void listsDeliveriesNewestFirstInPages() throws IOException {
    for (var n = 1; n <= 3; n++) {
      receive(n, "push");
    }
    var list = HttpEvent.of("GET", "/api/v1/deliveries").parameter("limit", "2");
    var first = list.send(handler).json();
    assertThat(ids(first)).containsExactly(id(3), id(2));
    var second = list.parameter("token", first.requireString("nextToken")).send(handler).json();
    assertThat(ids(second)).containsExactly(id(1));
    assertThat(second.members()).doesNotContainKey("nextToken");
  }

  @Test
  void filtersDeliveries() throws IOException {
    receive(1, "push");
    receive(2, "star");
    assertThat(filtered("status", "ignored")).containsExactly(id(2));
    assertThat(filtered("repository", "Octo/Hello-World")).containsExactly(id(2), id(1));
    assertThat(filtered("repository", "octo/other")).isEmpty();
    assertThat(
            HttpEvent.of("GET", "/api/v1/deliveries")
                .parameter("status", "fine")
                .send(handler)
                .status())
        .isEqualTo(400);
  }

  @Test
  void tellsOneDelivery() throws IOException {
    receive(1, "push");
    var answer = HttpEvent.of("GET", "/api/v1/deliveries/" + id(1)).send(handler);
    assertThat(answer.json().requireString("event")).isEqualTo("push");
    assertThat(HttpEvent.of("GET", "/api/v1/deliveries/none").send(handler).status())
        .isEqualTo(404);
  }

  @Test
  void showsDeadLettersEvenWhereTheMessageIsThePoison() throws IOException {
    receive(1, "push");
    var message = aws.queues().messages("deliveries.fifo").getFirst();
    aws.queues().put("dead.fifo", "d1", message.body(), message.group());
    aws.queues().put("dead.fifo", "d2", "not json", "octo/other");
    var letters = HttpEvent.of("GET", "/api/v1/dead-letters").send(handler).json();
    assertThat(letters.requireNumber("count")).isEqualTo(2);
    assertThat(
            letters.array("messages").stream()
                .map(letter -> ((Json.Obj) letter).requireString("deliveryId")))
        .containsExactly(id(1), "");
    assertThat(HttpEvent.of("GET", "/api/v1/dead-letters").send(handler).json().array("messages"))
        .hasSize(2);
  }

  @Test
  void explainsADeadLetterWhosePlanningCrashed() throws IOException {
    receive(1, "push");
    var message = aws.queues().messages("deliveries.fifo").getFirst();
    aws.queues().put("dead.fifo", "d1", message.body(), message.group());

    var letters = HttpEvent.of("GET", "/api/v1/dead-letters").send(handler).json();

    assertThat(((Json.Obj) letters.array("messages").getFirst()).requireString("detail"))
        .isEqualTo("set aside after the last try ended without a word");
  }

  @Test
  void putsDeadLettersBack() throws IOException {
    receive(1, "push");
    var message = aws.queues().messages("deliveries.fifo").getFirst();
    for (var n = 1; n <= 12; n++) {
      aws.queues().put("dead.fifo", "d" + n, message.body(), message.group());
    }
    var answer = HttpEvent.of("POST", "/api/v1/dead-letters/redrive").send(handler);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().requireNumber("moved")).isEqualTo(12);
    assertThat(aws.queues().messages("dead.fifo")).isEmpty();
    assertThat(aws.queues().messages("deliveries.fifo")).hasSize(13);
    assertThat(aws.tables().text("deliveries", id(1), "status")).contains("enqueued");
  }

  private void receive(int n, String event) throws IOException {
    HttpEvent.webhook(id(n), event, Files.readString(Path.of("../events/github/push.json")))
        .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
  }

  private static String id(int n) {
    return "72d3162e-cc78-11e3-81ab-00000000000" + n;
  }

  private List<String> filtered(String name, String value) {
    return ids(
        HttpEvent.of("GET", "/api/v1/deliveries").parameter(name, value).send(handler).json());
  }

  private static List<String> ids(Json.Obj page) {
    var ids = new ArrayList<String>();
    page.array("deliveries")
        .forEach(delivery -> ids.add(((Json.Obj) delivery).requireString("id")));
    return ids;
  }
}
