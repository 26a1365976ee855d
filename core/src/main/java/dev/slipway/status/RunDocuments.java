package dev.slipway.status;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Runs and jobs as `docs/openapi.yaml` describes them.
public final class RunDocuments {
  private RunDocuments() {}

  /// A line of the runs list.
  public static Json.Obj summary(Run run) {
    return summaryOf(run).build();
  }

  private static Json.Builder summaryOf(Run run) {
    var about = run.about();
    return Json.object()
        .put("id", about.id().toString())
        .put("repository", about.repository().toString())
        .put(
            "workflow",
            Json.object()
                .put("path", about.workflowPath())
                .put("name", about.workflowName())
                .build())
        .put("title", about.title())
        .put("number", about.number())
        .put("attempt", run.attempt())
        .put("event", about.event())
        .put("ref", about.ref())
        .put("branch", Event.shortRef(about.ref()))
        .put("sha", about.sha())
        .put("actor", about.actor())
        .put("status", run.status().name().toLowerCase(Locale.ROOT))
        .put("conclusion", conclusion(run.conclusion()))
        .put("createdAt", about.createdAt().toString())
        .put("startedAt", time(run.startedAt()))
        .put("completedAt", time(run.completedAt()))
        .put("message", run.message());
  }

  /// A run with its jobs.
  public static Json.Obj run(Run run) {
    return summaryOf(run)
        .put(
            "jobs", Json.array(run.jobs().values().stream().map(RunDocuments::jobSummary).toList()))
        .put("deliveryId", run.about().delivery())
        .put("executionArn", run.execution())
        .build();
  }

  private static Json.Obj jobSummary(RunJob job) {
    return jobSummaryOf(job).build();
  }

  private static Json.Builder jobSummaryOf(RunJob job) {
    var json =
        Json.object()
            .put("key", job.key().toString())
            .put("job", job.key().job())
            .put("name", job.name());
    if (job.key().index().isPresent()) {
      json.put("matrix", job.matrix());
    }
    return json.put("needs", Json.strings(job.needs()))
        .put("status", status(job.state()))
        .put("conclusion", conclusion(job.conclusion()))
        .put("reason", reason(job.state()))
        .put("attempt", job.attempt())
        .put("startedAt", time(startedAt(job.state())))
        .put("completedAt", time(completedAt(job.state())));
  }

  /// A job with its steps, as far as the run knows them: when it is over.
  public static Json.Obj job(Run run, RunJob job) {
    var json = jobSummaryOf(job).put("runId", run.id().toString());
    if (job.state() instanceof JobState.Finished finished) {
      json.put("steps", Json.array(finished.steps().stream().map(RunDocuments::step).toList()));
      json.put("outputs", Json.strings(finished.outputs()));
    } else {
      json.put("steps", Json.Arr.EMPTY);
    }
    return json.build();
  }

  private static Json.Obj step(StepResult step) {
    return JobJson.write(step).with("status", Json.of("completed"));
  }

  private static String status(JobState state) {
    return switch (state) {
      case JobState.Planned _, JobState.Launched _ -> "queued";
      case JobState.Waiting _ -> "waiting";
      case JobState.Running _ -> "in_progress";
      case JobState.Finished _ -> "completed";
    };
  }

  private static Optional<String> reason(JobState state) {
    return switch (state) {
      case JobState.Waiting(var reason) -> Optional.of(reason);
      case JobState.Finished finished -> finished.reason();
      case JobState.Planned _, JobState.Launched _, JobState.Running _ -> Optional.empty();
    };
  }

  private static Optional<Instant> startedAt(JobState state) {
    return switch (state) {
      case JobState.Running running -> Optional.of(running.startedAt());
      case JobState.Finished finished -> finished.startedAt();
      case JobState.Planned _, JobState.Waiting _, JobState.Launched _ -> Optional.empty();
    };
  }

  private static Optional<Instant> completedAt(JobState state) {
    return state instanceof JobState.Finished finished
        ? Optional.of(finished.completedAt())
        : Optional.empty();
  }

  private static Json conclusion(Optional<Conclusion> conclusion) {
    return conclusion.<Json>map(c -> Json.of(c.word())).orElse(Json.Null.INSTANCE);
  }

  private static Json time(Optional<Instant> time) {
    return time.<Json>map(t -> Json.of(t.toString())).orElse(Json.Null.INSTANCE);
  }
}
