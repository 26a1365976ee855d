package dev.slipway.ci.webhook;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// What stands on the queue: a delivery's body, or where a large one is kept.
public record DeliveryMessage(
    String deliveryId,
    String forge,
    String event,
    String repository,
    Instant receivedAt,
    Optional<Json.Obj> body,
    Optional<String> bodyKey) {
  public Json.Obj json() {
    return Json.object()
        .put("deliveryId", deliveryId)
        .put("forge", forge)
        .put("event", event)
        .put("repository", repository)
        .put("receivedAt", receivedAt.toString())
        .put("body", body)
        .put("bodyKey", bodyKey)
        .build();
  }

  /// The same news under the name of the delivery that told it first.
  public DeliveryMessage as(DeliveryStore.Position first) {
    return new DeliveryMessage(
        first.id(), forge, event, repository, first.receivedAt(), body, bodyKey);
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static DeliveryMessage read(Json.Obj json) {
    return new DeliveryMessage(
        json.requireString("deliveryId"),
        json.requireString("forge"),
        json.requireString("event"),
        json.requireString("repository"),
        json.requireInstant("receivedAt"),
        json.get("body").map(_ -> json.object("body")),
        json.string("bodyKey"));
  }
}
