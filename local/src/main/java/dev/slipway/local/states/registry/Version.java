package dev.slipway.local.states.registry;

import dev.slipway.model.Json;
import java.time.Instant;

/// A published version: it never changes.
public record Version(
    String arn,
    String revision,
    String revisionId,
    String roleArn,
    String description,
    Instant created) {
  Json.Obj json() {
    return Json.object()
        .put("arn", arn)
        .put("revision", revision)
        .put("revisionId", revisionId)
        .put("roleArn", roleArn)
        .put("description", description)
        .put("created", (double) created.toEpochMilli())
        .build();
  }

  static Version from(Json.Obj json) {
    return new Version(
        json.requireString("arn"),
        json.requireString("revision"),
        json.requireString("revisionId"),
        json.requireString("roleArn"),
        json.requireString("description"),
        Instant.ofEpochMilli((long) json.requireNumber("created")));
  }
}
