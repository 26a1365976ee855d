package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.ci.webhook.GitHubEvents;
import dev.slipway.ci.webhook.GitHubSignature;
import dev.slipway.functions.aws.Aws;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.aws.S3Objects;
import dev.slipway.functions.aws.SecretsManagerSecrets;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /webhooks/github`: checks the signature over the raw body, records the delivery, puts it
/// on the queue, and answers. Statuses are listed in `docs/webhooks.md`.
public final class ReceiveWebhookHandler implements RequestStreamHandler {
  /// Bytes. Lambda takes 6 MB with its envelope; GitHub does not send a refused body again, but the
  /// sweep finds the push.
  private static final int MAX_BODY = 4 * 1024 * 1024;

  /// Larger bodies go to the bucket: a message may have 256 KiB.
  private static final int MAX_INLINE = 180 * 1024;

  private final InstantSource clock;
  private final DeliveryStore deliveries;
  private final S3Objects objects;
  private final SqsDeliveryQueue queue;
  private final SecretsManagerSecrets secret;

  public ReceiveWebhookHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public ReceiveWebhookHandler(Map<String, String> variables, Outside outside) {
    var env = new Env(variables);
    this.clock = outside.clock();
    var aws = new Aws(variables, outside);
    this.deliveries = new DynamoDbDeliveries(aws, env.require("DELIVERIES_TABLE"));
    this.objects = new S3Objects(aws, env.require("DATA_BUCKET"));
    this.queue = new SqsDeliveryQueue(aws, env.require("DELIVERY_QUEUE_URL"));
    this.secret = new SecretsManagerSecrets(aws, env.require("WEBHOOK_SECRET_ARN"));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    HttpAnswer answer;
    try {
      answer = receive(HttpCall.read(in));
    } catch (ProblemException e) {
      Log.info("refused", "status", Integer.toString(e.status()), "why", e.title());
      answer = HttpAnswer.problem(e.status(), e.title(), String.valueOf(e.getMessage()));
    }
    answer.write(out);
  }

  private HttpAnswer receive(HttpCall call) {
    if (!call.path().endsWith("/webhooks/github")) {
      throw new ProblemException(404, "Unknown forge", "Webhooks are received at /webhooks/github");
    }
    verify(call);
    var id =
        call.header("x-github-delivery")
            .filter(text -> text.matches("[A-Za-z0-9-]{8,64}"))
            .orElseThrow(() ->
                new ProblemException(
                    400, "No delivery id", "The header X-GitHub-Delivery is missing or malformed"));
    var event =
        call.header("x-github-event")
            .filter(text -> text.matches("[a-z_]{1,64}"))
            .orElseThrow(() ->
                new ProblemException(
                    400, "No event", "The header X-GitHub-Event is missing or malformed"));
    var delivery =
        new Delivery(
            id,
            "github",
            event,
            Optional.empty(),
            Delivery.Status.ACCEPTED,
            Optional.empty(),
            List.of(),
            Digest.sha256(call.body()).hex(),
            clock.instant());
    try {
      return accept(delivery, parse(call), call.body());
    } catch (ProblemException e) {
      // It is the forge's, so it leaves a record; the first one under an id stays.
      deliveries.putIfAbsent(
          delivery.as(
              Delivery.Status.FAILED, "%s: %s".formatted(e.title(), e.getMessage()), List.of()));
      throw e;
    }
  }

  private void verify(HttpCall call) {
    var signature = call.header("x-hub-signature-256").orElse("");
    if (signature.isEmpty()) {
      throw new ProblemException(
          401,
          "Not signed",
          call.header("x-hub-signature").isPresent()
              ? "Only SHA-1 was sent; X-Hub-Signature-256 is needed"
              : "The header X-Hub-Signature-256 is missing");
    }
    if (!GitHubSignature.matches(signature, call.body(), secret.values())) {
      throw new ProblemException(
          401,
          "Wrong signature",
          "X-Hub-Signature-256 does not match the body and the webhook secret");
    }
  }

  private static Json.Obj parse(HttpCall call) {
    if (call.body().length > MAX_BODY) {
      throw new ProblemException(
          413,
          "The body is too large",
          "It has %d bytes; at most %d are taken".formatted(call.body().length, MAX_BODY));
    }
    try {
      return Json.parseObject(call.body());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          400, "The body is not a JSON object", String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer accept(Delivery received, Json.Obj body, byte[] raw) {
    var repository = GitHubEvents.repository(body);
    var delivery = received.of(repository.map(Object::toString));
    var event = delivery.event();
    if (event.equals("ping")) {
      return answer(200, delivery.as(Delivery.Status.IGNORED, "pong", List.of()));
    }
    if (!GitHubEvents.mayStartRuns(event) || repository.isEmpty()) {
      var why =
          repository.isEmpty()
              ? "the body names no repository"
              : "event %s starts no runs".formatted(event);
      var ignored = delivery.as(Delivery.Status.IGNORED, why, List.of());
      deliveries.putIfAbsent(ignored);
      return answer(202, ignored);
    }
    var known = deliveries.putIfAbsent(delivery);
    if (known.isPresent()) {
      return again(known.get(), delivery, body, raw);
    }
    return enqueue(delivery, body, raw);
  }

  /// The same id again: a replay, or a redelivery of one that was not enqueued before a crash.
  private HttpAnswer again(Delivery known, Delivery now, Json.Obj body, byte[] raw) {
    if (!known.bodyDigest().equals(now.bodyDigest())) {
      throw new ProblemException(
          409,
          "Another body under this id",
          "Delivery %s was received with another body".formatted(known.id()));
    }
    return known.status() == Delivery.Status.ACCEPTED
        ? enqueue(known, body, raw)
        : answer(200, known);
  }

  private HttpAnswer enqueue(Delivery delivery, Json.Obj body, byte[] raw) {
    var large = raw.length > MAX_INLINE;
    var key = "deliveries/%s.json".formatted(delivery.id());
    if (large) {
      objects.put(key, raw, "application/json");
    }
    queue.send(
        new DeliveryMessage(
            delivery.id(),
            delivery.forge(),
            delivery.event(),
            delivery.repository().orElseThrow(),
            delivery.receivedAt(),
            large ? Optional.empty() : Optional.of(body),
            large ? Optional.of(key) : Optional.empty()));
    Log.info(
        "enqueued",
        "delivery",
        delivery.id(),
        "event",
        delivery.event(),
        "repository",
        delivery.repository().orElse(""));
    return answer(202, delivery.as(Delivery.Status.ENQUEUED, "on the queue", List.of()));
  }

  private static HttpAnswer answer(int status, Delivery delivery) {
    return HttpAnswer.of(status, DeliveryDocuments.of(delivery));
  }
}
