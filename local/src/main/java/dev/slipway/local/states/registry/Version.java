package dev.slipway.local.states.registry;

import dev.slipway.model.Json;
import java.time.Instant;

/// A published version: it never changes.
public record Version(
    String arn,
    StateMachine.Content content,
    String revisionId,
    String description,
    Instant created) {
  public String machineArn() {
    return arn.substring(0, arn.lastIndexOf(':'));
  }

  int number() {
    return Integer.parseInt(arn.substring(arn.lastIndexOf(':') + 1));
  }

  Json.Obj json() {
    return Json.object()
        .put("arn", arn)
        .put("revision", content.revision())
        .put("roleArn", content.roleArn())
        .put("settings", content.settings())
        .put("revisionId", revisionId)
        .put("description", description)
        .put("created", (double) created.toEpochMilli())
        .build();
  }

  static Version from(Json.Obj json) {
    return new Version(
        json.requireString("arn"),
        StateMachine.content(json),
        json.requireString("revisionId"),
        json.requireString("description"),
        Instant.ofEpochMilli((long) json.requireNumber("created")));
  }
}
