package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The platform over HTTPS: `/runner/v1/claim`, `/heartbeat` and `/complete` with the job's token.
///
/// A platform that is away for minutes costs nothing but time: the job goes on, its log waits in a
/// bounded buffer, its outcome is told until it is heard.
public final class HttpControlPlane implements ControlPlane {
  /// Longer than the platform waits before it takes a job from a silent agent.
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Http http;
  private final Identity identity;
  private final Patience patience;
  private final LogUploader uploader;

  /// Which job this agent runs, and as whom.
  ///
  /// @param agent unique to this process; the first agent to claim keeps the job
  public record Identity(RunId run, JobKey job, int attempt, String agent) {
    Json.Builder json() {
      return Json.object()
          .put("run", run.toString())
          .put("job", job.toString())
          .put("attempt", attempt)
          .put("agent", agent);
    }
  }

  /// @param url the platform's address, without a path
  public HttpControlPlane(String url, String token, Identity identity) {
    this(url, token, identity, Thread::sleep);
  }

  HttpControlPlane(String url, String token, Identity identity, Patience.Pauses pauses) {
    this.http = new Http(url, token);
    this.identity = identity;
    this.patience = new Patience(PATIENCE, pauses);
    this.uploader = new LogUploader(this::beat, Http::put, patience);
  }

  @Override
  public JobAssignment claim() {
    var assignment =
        JobJson.readAssignment(http.post("/runner/v1/claim", identity.json().build(), patience));
    uploader.add(0, assignment.logUploads());
    return assignment;
  }

  @Override
  public void log(List<LogEvent> events) {
    uploader.log(events);
  }

  /// One try: the next beat is the next one.
  @Override
  public Signal heartbeat() {
    var answer = beat(uploader.known());
    return switch (answer.string("signal").orElse("continue")) {
      case "cancel" -> Signal.CANCEL;
      case "abandon" -> Signal.ABANDON;
      default -> Signal.CONTINUE;
    };
  }

  private Json.Obj beat(LogUploader.Addresses known) {
    var body = identity.json().put("logChunks", known.known()).put("logUsed", known.used()).build();
    var answer = http.post("/runner/v1/heartbeat", body, patience.none());
    uploader.add(
        known.known(),
        answer.array("logUploads").stream().map(url -> ((Json.Str) url).value()).toList());
    return answer;
  }

  /// Stored like the log, past the platform.
  @Override
  public void report(JobReport report) {
    var body = report.json().bytes();
    var tries = patience.tries();
    do {
      var answer = http.post("/runner/v1/report", identity.json().build(), patience);
      if (Http.put(answer.requireString("upload"), body) == Http.Put.STORED) {
        return;
      }
    } while (tries.again());
    throw new PlatformException("the report cannot be stored");
  }

  @Override
  public void complete(JobOutcome outcome) {
    var stored = uploader.finish();
    var whole =
        new JobOutcome(
            outcome.conclusion(),
            outcome.outputs(),
            outcome.steps(),
            stored.chunks(),
            message(outcome, stored));
    http.post(
        "/runner/v1/complete",
        identity.json().put("outcome", JobJson.write(whole)).build(),
        patience);
  }

  private static Optional<String> message(JobOutcome outcome, LogUploader.Stored stored) {
    if (stored.lost() == 0) {
      return outcome.message();
    }
    var hole = "%d parts of the log could not be stored".formatted(stored.lost());
    return Optional.of(outcome.message().map(why -> why + "; " + hole).orElse(hole));
  }
}
