package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.webhook.GitHubEvents;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `events/github/NAME.json`, received and read, gives `NAME.expected.json`.
class SampleEventsTest {
  private static final Path EVENTS = Path.of("../events/github");

  private final InMemoryAws aws = new InMemoryAws();

  @AfterEach
  void stop() {
    aws.close();
  }

  static List<String> names() throws IOException {
    try (var files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".expected.json"))
          .map(name -> name.replace(".expected.json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTreatedAsExpected(String name) throws IOException {
    var body = Files.readString(EVENTS.resolve(name + ".json"));
    var expected = Json.parseObject(Files.readAllBytes(EVENTS.resolve(name + ".expected.json")));
    var event = expected.requireString("event");
    var answer =
        HttpEvent.webhook("72d3162e-cc78-11e3-81ab-4c9367dc0958", event, body)
            .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
    var document = answer.json();
    assertThat(
            Json.object()
                .put("status", answer.status())
                .put("delivery", document.requireString("status"))
                .put("detail", document.requireString("detail"))
                .build())
        .isEqualTo(expected.object("answer"));
    if (expected.get("reads").isPresent()) {
      assertThat(
              document(
                  GitHubEvents.read(event, (Json.Obj) Json.parse(body), _ -> Optional.empty())))
          .isEqualTo(expected.object("reads"));
    }
  }

  private static Json.Obj document(Event event) {
    return Json.object()
        .put("name", event.name())
        .put("action", event.action())
        .put("ref", event.ref())
        .put("sha", event.sha())
        .put("baseRef", event.baseRef())
        .put("headRef", event.headRef())
        .put("before", event.before())
        .put("actor", event.actor())
        .put("title", event.title())
        .put("deletion", event.isDeletion())
        .build();
  }
}
