package dev.slipway.functions.handler;

import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;

/// Where the chunks of a job's log, and its report, are kept.
final class LogKeys {
  private LogKeys() {}

  static String chunk(RunId run, JobKey job, int attempt, int chunk) {
    return "logs/%s/%s/%d/%06d.ndjson".formatted(run, job, attempt, chunk);
  }

  static String report(RunId run, JobKey job, int attempt) {
    return "logs/%s/%s/%d/report.json".formatted(run, job, attempt);
  }
}
