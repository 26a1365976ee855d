package dev.slipway.local.builds;

import dev.slipway.model.Json;
import java.time.Duration;

/// A project as its template declares it.
///
/// @param timeout of a build that runs
/// @param queuedTimeout of a build that waits for a place
public record Project(
    String name, String arn, String description, Duration timeout, Duration queuedTimeout) {
  Json.Obj json(double created) {
    return Json.object()
        .put("name", name)
        .put("arn", arn)
        .put("description", description)
        .put("timeoutInMinutes", (double) timeout.toMinutes())
        .put("queuedTimeoutInMinutes", (double) queuedTimeout.toMinutes())
        .put("source", Json.object().put("type", "NO_SOURCE").build())
        .put("artifacts", Json.object().put("type", "NO_ARTIFACTS").build())
        .put("created", created)
        .put("lastModified", created)
        .build();
  }
}
