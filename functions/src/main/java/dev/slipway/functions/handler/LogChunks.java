package dev.slipway.functions.handler;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.functions.aws.S3Objects;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The chunks of logs as agents put them. A job can put what it likes at its addresses; so what is
/// too large is cut, and what is no log event is left out.
final class LogChunks {
  /// Agents send a quarter of this.
  private static final int MAX_CHUNK = 1024 * 1024;

  private final S3Objects objects;

  LogChunks(S3Objects objects) {
    this.objects = objects;
  }

  /// @param bytes how many were read
  record Chunk(int bytes, List<LogEvent> events) {}

  /// A chunk, or empty when it is not there.
  Optional<Chunk> read(RunId run, JobKey job, int attempt, int chunk) {
    return objects
        .get(LogKeys.chunk(run, job, attempt, chunk), MAX_CHUNK)
        .map(content -> new Chunk(content.length, events(content)));
  }

  private static List<LogEvent> events(byte[] content) {
    var events = new ArrayList<LogEvent>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> event(line).ifPresent(events::add));
    return events;
  }

  private static Optional<LogEvent> event(String line) {
    try {
      return Json.parse(line) instanceof Json.Obj object
          ? Optional.of(JobJson.readEvent(object))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
