package dev.slipway.functions.handler;

import dev.slipway.access.RouteTable;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.aws.SqsDeliveryQueue.DeadLetter;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Deliveries and what became of them, and the messages that were set aside.
final class DeliveryRoutes {
  /// Messages that one request puts back; with more, ask again.
  private static final int MAX_MOVED = 1_000;

  /// Long enough to send ten messages and to delete them.
  private static final Duration MOVING = Duration.ofSeconds(30);

  private final DeliveryStore deliveries;
  private final SqsDeliveryQueue queue;
  private final SqsDeliveryQueue deadLetters;

  DeliveryRoutes(Env env, Runs runs, DeliveryStore deliveries) {
    this.deliveries = deliveries;
    this.queue = new SqsDeliveryQueue(runs.aws(), env.require("DELIVERY_QUEUE_URL"));
    this.deadLetters = new SqsDeliveryQueue(runs.aws(), env.require("DEAD_LETTER_QUEUE_URL"));
  }

  HttpAnswer list(HttpCall call) {
    var repository = call.parameter("repository");
    var status = call.parameter("status").map(DeliveryRoutes::status);
    var paging =
        Paging.of(
            call,
            List.of(
                "deliveries", repository.orElse(""), status.map(Delivery.Status::word).orElse("")));
    return HttpAnswer.tagged(
        call,
        paging.<Delivery, DeliveryStore.Position>page(
            "deliveries",
            (limit, after) -> {
              var page = deliveries.list(limit, after);
              return new Paging.Batch<>(page.deliveries(), page.more());
            },
            paging.start(call, DeliveryStore.Position::parse),
            delivery ->
                status.stream().allMatch(delivery.status()::equals)
                    && repository.stream().allMatch(name -> isOf(delivery, name)),
            DeliveryStore.Position::of,
            DeliveryDocuments::of));
  }

  private static boolean isOf(Delivery delivery, String repository) {
    return delivery.repository().filter(repository::equalsIgnoreCase).isPresent();
  }

  private static Delivery.Status status(String word) {
    return Arrays.stream(Delivery.Status.values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                400,
                "Wrong status",
                "status is \"%s\"; it is one of %s"
                    .formatted(word, Arrays.toString(Delivery.Status.values()))
                    .toLowerCase(Locale.ROOT)));
  }

  HttpAnswer get(HttpCall call, RouteTable.Match.Found found) {
    var id = found.parameter("delivery");
    return deliveries
        .get(id)
        .map(delivery -> HttpAnswer.tagged(call, DeliveryDocuments.of(delivery)))
        .orElseThrow(() -> new ProblemException(404, "Not found", "There is no delivery " + id));
  }

  /// Looking does not hide the messages from anyone.
  HttpAnswer deadLetters() {
    var letters = deadLetters.receive(Duration.ZERO);
    return HttpAnswer.of(
        200,
        Json.object()
            .put("count", Math.max(deadLetters.count(), letters.size()))
            .put("messages", Json.array(letters.stream().map(this::document).toList()))
            .build());
  }

  private Json.Obj document(DeadLetter letter) {
    var message = letter.message();
    var delivery = message.flatMap(known -> deliveries.get(known.deliveryId()));
    return Json.object()
        .put("id", letter.id())
        .put("deliveryId", message.map(DeliveryMessage::deliveryId).orElse(""))
        .put("repository", message.map(DeliveryMessage::repository))
        .put(
            "detail",
            message.isPresent()
                ? delivery.map(DeliveryRoutes::why).orElse("its delivery record is gone")
                : "the message is no delivery")
        .put("receivedCount", letter.received())
        .put("sentAt", letter.sentAt().toString())
        .build();
  }

  /// Planning writes why it gave up, unless its environment crashed in the last try.
  private static String why(Delivery delivery) {
    var detail = delivery.detail();
    return switch (delivery.status()) {
      case ACCEPTED, ENQUEUED ->
          "set aside after the last try ended without a word"
              + detail.map(before -> "; before: " + before).orElse("");
      case PLANNED, IGNORED, FAILED, DEAD -> detail.orElse("");
    };
  }

  HttpAnswer redrive() {
    var moved = 0;
    for (var letters = deadLetters.receive(MOVING);
        !letters.isEmpty() && moved < MAX_MOVED;
        letters = deadLetters.receive(MOVING)) {
      letters.forEach(this::putBack);
      moved += letters.size();
    }
    Log.info("redriven", "moved", Integer.toString(moved));
    return HttpAnswer.of(202, Json.object().put("moved", moved).build());
  }

  /// The record first: once the message is back, planning writes what became of it.
  private void putBack(DeadLetter letter) {
    letter
        .message()
        .flatMap(message -> deliveries.get(message.deliveryId()))
        .ifPresent(delivery ->
            deliveries.put(
                delivery.as(Delivery.Status.ENQUEUED, "put back on the queue", List.of())));
    queue.sendAgain(letter);
    deadLetters.delete(letter);
  }
}
