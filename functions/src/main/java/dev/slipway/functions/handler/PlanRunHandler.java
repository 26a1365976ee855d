package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.functions.aws.AwsException;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.git.GitException;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes deliveries from the queue and plans their runs. A message that fails comes back after a
/// pause, and is set aside after five receives; what became of each is on its delivery record.
public final class PlanRunHandler implements RequestStreamHandler {
  private static final int MAX_RECEIVES = 5;

  private final DeliveryStore deliveries;
  private final SqsDeliveryQueue queue;
  private final Planner planner;

  public PlanRunHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public PlanRunHandler(Map<String, String> variables, Outside outside) {
    var env = new Env(variables);
    var runs = new Runs(variables, outside);
    this.deliveries = new DynamoDbDeliveries(runs.aws(), env.require("DELIVERIES_TABLE"));
    this.queue = new SqsDeliveryQueue(runs.aws(), env.require("DELIVERY_QUEUE_URL"));
    this.planner = new Planner(variables, runs, deliveries);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var failed = new ArrayList<Json>();
    for (var item : Json.parseObject(in.readAllBytes()).array("Records")) {
      var sqs = (Json.Obj) item;
      // A message that fails holds up no other: what follows would share its count of receives, and
      // end among the dead letters with it. A run is of one commit, so it may overtake another.
      if (!plan(sqs)) {
        failed.add(Json.object().put("itemIdentifier", sqs.requireString("messageId")).build());
      }
    }
    out.write(Json.object().put("batchItemFailures", Json.array(failed)).build().bytes());
  }

  private boolean plan(Json.Obj sqs) {
    Optional<DeliveryMessage> message = Optional.empty();
    try {
      message = Optional.of(DeliveryMessage.read((Json.Obj) Json.parse(sqs.requireString("body"))));
      record(message.get(), planner.plan(message.get()));
      return true;
    } catch (GitException e) {
      if (!e.retryable() && message.isPresent()) {
        record(
            message.get(),
            new Planner.Outcome(Delivery.Status.FAILED, String.valueOf(e.getMessage()), List.of()));
        return true;
      }
      return comeBack(sqs, message, e);
    } catch (RuntimeException e) {
      // Whatever it is, the message must not be lost: it comes back, and ends among the dead
      // letters.
      return comeBack(sqs, message, e);
    }
  }

  private boolean comeBack(
      Json.Obj sqs, Optional<DeliveryMessage> message, RuntimeException cause) {
    var received =
        sqs.object("attributes").string("ApproximateReceiveCount").map(Integer::parseInt).orElse(1);
    var why = "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage());
    Log.error(
        "planning failed",
        "delivery",
        message.map(DeliveryMessage::deliveryId).orElse(""),
        "received",
        Integer.toString(received),
        "why",
        why);
    var dead = received >= MAX_RECEIVES;
    message.ifPresent(known ->
        record(
            known,
            new Planner.Outcome(
                dead ? Delivery.Status.DEAD : Delivery.Status.ENQUEUED,
                (dead ? "set aside after %d tries: " : "try %d failed: ").formatted(received) + why,
                List.of())));
    try {
      queue.retryAfter(
          sqs.requireString("receiptHandle"), Duration.ofSeconds(1L << Math.min(received, 6)));
    } catch (AwsException e) {
      // Then it comes back when the visibility timeout ends.
      Log.error("the pause was not set", "why", String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void record(DeliveryMessage message, Planner.Outcome outcome) {
    deliveries
        .get(message.deliveryId())
        .ifPresent(delivery ->
            deliveries.put(delivery.as(outcome.status(), outcome.detail(), outcome.runs())));
    Log.info(
        "planned",
        "delivery",
        message.deliveryId(),
        "status",
        outcome.status().word(),
        "detail",
        outcome.detail());
  }
}
