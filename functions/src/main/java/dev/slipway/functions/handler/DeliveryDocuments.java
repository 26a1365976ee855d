package dev.slipway.functions.handler;

import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.model.Json;

/// Deliveries and repositories as `docs/openapi.yaml` describes them.
final class DeliveryDocuments {
  private DeliveryDocuments() {}

  static Json.Obj of(Delivery delivery) {
    return Json.object()
        .put("id", delivery.id())
        .put("forge", delivery.forge())
        .put("event", delivery.event())
        .put("repository", delivery.repository())
        .put("status", delivery.status().word())
        .put("detail", delivery.detail())
        .put("runs", Json.strings(delivery.runs()))
        .put("receivedAt", delivery.receivedAt().toString())
        .build();
  }

  static Json.Obj of(ConnectedRepository repository) {
    return Json.object()
        .put("name", repository.id().toString())
        .put("url", repository.url().replaceAll("(?<=://)[^/@\\s]*@", ""))
        .put("defaultBranch", repository.defaultBranch())
        .put("connectedAt", repository.connectedAt().toString())
        .build();
  }
}
