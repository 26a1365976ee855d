package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookTest {
  private static final String ID = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
  private static final String QUEUE = "deliveries.fifo";

  private final InMemoryAws aws = new InMemoryAws();
  private final ReceiveWebhookHandler handler =
      new ReceiveWebhookHandler(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void acceptsASignedPush() throws IOException {
    var answer = HttpEvent.webhook(ID, "push", push()).send(handler);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().requireString("status")).isEqualTo("enqueued");
    var message = aws.queues().messages(QUEUE).getFirst();
    assertThat(message.group()).isEqualTo("octo/hello-world");
    assertThat(DeliveryMessage.read((Json.Obj) Json.parse(message.body())).body())
        .contains((Json.Obj) Json.parse(push()));
  }

  @Test
  void refusesWhatIsNotSigned() throws IOException {
    var answer =
        HttpEvent.of("POST", "/webhooks/github")
            .header("X-GitHub-Delivery", ID)
            .header("X-GitHub-Event", "push")
            .body(push())
            .send(handler);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).startsWith("Not signed");
    assertNothingHappened();
  }

  @Test
  void refusesAWrongSignature() throws IOException {
    for (var signature :
        new String[] {"sha256=" + "0".repeat(64), "sha256=", "sha1=" + "0".repeat(40), "x"}) {
      var answer =
          HttpEvent.webhook(ID, "push", push())
              .header("X-Hub-Signature-256", signature)
              .send(handler);
      assertThat(answer.status()).as(signature).isEqualTo(401);
      assertThat(answer.problem()).startsWith("Wrong signature");
    }
    assertNothingHappened();
  }

  @Test
  void refusesTheSignatureOfAnotherBody() throws IOException {
    var answer = HttpEvent.webhook(ID, "push", push()).body(push() + " ").send(handler);
    assertThat(answer.status()).isEqualTo(401);
    assertNothingHappened();
  }

  @Test
  void refusesWhatIsSignedBySha1Only() throws Exception {
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(
        new SecretKeySpec(InMemoryAws.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    var sha1 = HexFormat.of().formatHex(mac.doFinal(push().getBytes(StandardCharsets.UTF_8)));
    var answer =
        HttpEvent.of("POST", "/webhooks/github")
            .header("X-GitHub-Delivery", ID)
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature", "sha1=" + sha1)
            .body(push())
            .send(handler);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).contains("SHA-1");
    assertNothingHappened();
  }

  @Test
  void takesAReplayedDeliveryOnce() throws IOException {
    var event = HttpEvent.webhook(ID, "push", push());
    assertThat(event.send(handler).status()).isEqualTo(202);
    assertThat(event.send(handler).status()).isEqualTo(202);
    assertThat(aws.queues().messages(QUEUE)).hasSize(1);
  }

  @Test
  void refusesAnotherBodyUnderTheSameId() throws IOException {
    HttpEvent.webhook(ID, "push", push()).send(handler);
    var answer =
        HttpEvent.webhook(ID, "push", push().replace("refs/heads/main", "refs/heads/evil"))
            .send(handler);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(aws.queues().messages(QUEUE)).hasSize(1);
  }

  /// What is signed, so that it is the forge's, leaves a record of what became of it.
  @ParameterizedTest
  @MethodSource("refused")
  void refusesAndRecords(String what, String body, int status, String why) {
    var answer = HttpEvent.webhook(ID, "push", body).send(handler);
    assertThat(answer.status()).as(what).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(aws.tables().text("deliveries", ID, "status")).contains("failed");
    assertThat(aws.tables().text("deliveries", ID, "detail").orElse("")).startsWith(why);
    assertThat(aws.queues().messages(QUEUE)).isEmpty();
    assertThat(aws.objects()).isEmpty();
  }

  static Stream<Arguments> refused() {
    var json = "The body is not a JSON object: ";
    return Stream.of(
        arguments("nothing", "", 400, json + "expected a JSON value, found nothing"),
        arguments("a form", "payload=%7B%7D", 400, json + "Unrecognized token 'payload'"),
        arguments("half an object", "{", 400, json + "Unexpected end-of-input"),
        arguments("a list", "[]", 400, json + "expected a JSON object"),
        arguments("null", "null", 400, json + "expected a JSON object"),
        arguments("two objects", "{} {}", 400, json + "unexpected text after"),
        arguments("one key twice", "{\"a\":1,\"a\":2}", 400, json + "Duplicate"),
        arguments(
            "ten thousand levels",
            "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            400,
            json + "Document nesting depth"),
        arguments(
            "six megabytes",
            "{\"a\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}",
            413,
            "The body is too large: It has 6291464 bytes; at most 4194304 are taken"));
  }

  @Test
  void anUnsignedBodyOfSixMegabytesLeavesNoTrace() {
    var answer =
        HttpEvent.of("POST", "/webhooks/github")
            .header("X-GitHub-Delivery", ID)
            .header("X-GitHub-Event", "push")
            .body("x".repeat(6 * 1024 * 1024))
            .send(handler);
    assertThat(answer.status()).isEqualTo(401);
    assertNothingHappened();
  }

  @Test
  void aRefusedBodyDoesNotHideTheFirstOne() throws IOException {
    HttpEvent.webhook(ID, "push", push()).send(handler);
    assertThat(HttpEvent.webhook(ID, "push", "rubbish").send(handler).status()).isEqualTo(400);
    assertThat(aws.tables().text("deliveries", ID, "status")).contains("accepted");
    assertThat(HttpEvent.webhook(ID, "push", push()).send(handler).status()).isEqualTo(202);
  }

  /// Every status that is answered is in the manual.
  @Test
  void theManualListsWhatIsAnswered() throws IOException {
    var manual = Files.readString(Path.of("../docs/webhooks.md"));
    for (var status : new int[] {200, 202, 400, 401, 404, 409, 413}) {
      assertThat(manual).contains("| %d |".formatted(status));
    }
    for (var status : Delivery.Status.values()) {
      assertThat(manual).contains("| `%s` |".formatted(status.word()));
    }
  }

  @Test
  void recordsAnEventThatStartsNothing() throws IOException {
    var answer = HttpEvent.webhook(ID, "star", push()).send(handler);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().requireString("detail")).isEqualTo("event star starts no runs");
    assertThat(aws.tables().items("deliveries")).containsKey(ID);
    assertThat(aws.queues().messages(QUEUE)).isEmpty();
  }

  @Test
  void answersAPing() {
    var answer = HttpEvent.webhook(ID, "ping", "{\"zen\":\"Keep it simple.\"}").send(handler);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().requireString("detail")).isEqualTo("pong");
    assertNothingHappened();
  }

  @Test
  void recordsABodyThatNamesNoRepository() {
    var answer = HttpEvent.webhook(ID, "push", "{\"ref\":\"refs/heads/main\"}").send(handler);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().requireString("detail")).isEqualTo("the body names no repository");
    assertThat(aws.queues().messages(QUEUE)).isEmpty();
  }

  @Test
  void refusesHeadersThatAreNotGitHubs() throws IOException {
    var event = HttpEvent.webhook(ID, "push", push());
    assertThat(event.header("X-GitHub-Delivery", "../x").send(handler).status()).isEqualTo(400);
    assertThat(event.header("X-GitHub-Event", "").send(handler).status()).isEqualTo(400);
    assertNothingHappened();
  }

  @Test
  void keepsALargeBodyInTheBucket() throws IOException {
    var body = push().strip().replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(200_000) + "\",");
    HttpEvent.webhook(ID, "push", body).send(handler);
    var message =
        DeliveryMessage.read((Json.Obj) Json.parse(aws.queues().messages(QUEUE).getFirst().body()));
    assertThat(message.body()).isEmpty();
    assertThat(message.bodyKey()).contains("deliveries/" + ID + ".json");
    assertThat(Optional.ofNullable(aws.objects().get("deliveries/" + ID + ".json")))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .contains(body);
  }

  @Test
  void putsADeliveryOnTheQueueThatACrashLeftRecorded() throws IOException {
    var event = HttpEvent.webhook(ID, "push", push());
    event.send(handler);
    assertThat(aws.tables().text("deliveries", ID, "status")).contains("accepted");
    assertThat(event.send(handler).json().requireString("status")).isEqualTo("enqueued");
  }

  private void assertNothingHappened() {
    assertThat(aws.tables().items("deliveries")).isEmpty();
    assertThat(aws.queues().messages(QUEUE)).isEmpty();
    assertThat(aws.objects()).isEmpty();
  }

  private static String push() throws IOException {
    return Files.readString(Path.of("../events/github/push.json"));
  }
}
