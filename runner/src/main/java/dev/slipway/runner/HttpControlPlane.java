package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.util.List;

/// The platform over HTTPS: `/runner/v1/claim`, `/heartbeat` and `/complete` with the job's token.
public final class HttpControlPlane implements ControlPlane {
  private final Http http;
  private final Identity identity;
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
    this.http = new Http(url, token);
    this.identity = identity;
    this.uploader = new LogUploader(this::moreUploads);
  }

  @Override
  public JobAssignment claim() {
    var assignment = JobJson.readAssignment(http.post("/runner/v1/claim", identity.json().build()));
    uploader.add(assignment.logUploads());
    return assignment;
  }

  @Override
  public void log(List<LogEvent> events) {
    uploader.log(events);
  }

  @Override
  public Signal heartbeat() {
    var answer = beat();
    return switch (answer.string("signal").orElse("continue")) {
      case "cancel" -> Signal.CANCEL;
      case "abandon" -> Signal.ABANDON;
      default -> Signal.CONTINUE;
    };
  }

  private Json.Obj beat() {
    var body =
        identity.json().put("logChunks", uploader.known()).put("logUsed", uploader.used()).build();
    var answer = http.post("/runner/v1/heartbeat", body);
    uploader.add(LogUploader.urls(answer));
    return answer;
  }

  private void moreUploads() {
    beat();
  }

  @Override
  public void complete(JobOutcome outcome) {
    var chunks = uploader.finish();
    var whole =
        new JobOutcome(
            outcome.conclusion(), outcome.outputs(), outcome.steps(), chunks, outcome.message());
    http.post("/runner/v1/complete", identity.json().put("outcome", JobJson.write(whole)).build());
  }
}
