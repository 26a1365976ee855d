package dev.slipway.functions.handler;

import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;

/// Where the chunks of a job's log are kept.
final class LogKeys {
  private LogKeys() {}

  static String chunk(RunId run, JobKey job, int attempt, int chunk) {
    return "logs/%s/%s/%d/%06d.ndjson".formatted(run, job, attempt, chunk);
  }
}
