package dev.slipway.cli.run;

import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.io.PrintStream;
import java.time.Instant;

/// One JSON object a line, for programs.
final class JsonProgress implements Progress {
  private final PrintStream out;

  JsonProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void runStarted(Run run) {
    var about = run.about();
    var jobs = run.jobs().values().stream().map(JsonProgress::planned).toList();
    say(
        event("run.started", run, about.createdAt())
            .put("workflow", about.workflowName())
            .put("path", about.workflowPath())
            .put("title", about.title())
            .put("repository", about.repository().toString())
            .put("event", about.event())
            .put("ref", about.ref())
            .put("sha", about.sha())
            .put("actor", about.actor())
            .put("jobs", Json.array(jobs)));
  }

  private static Json.Obj planned(RunJob job) {
    return Json.object()
        .put("key", job.key().toString())
        .put("job", job.key().job())
        .put("name", job.name())
        .put("needs", Json.strings(job.needs()))
        .put("matrix", job.matrix())
        .build();
  }

  @Override
  public synchronized void jobStarted(Run run, RunJob job) {
    say(of("job.started", run, job, Instant.now()));
  }

  @Override
  public synchronized void log(Run run, RunJob job, LogEvent event) {
    say(
        switch (event) {
          case LogEvent.Line(var time, var step, var text) ->
              of("log", run, job, time).put("step", step).put("message", text);
          case LogEvent.StepStarted(var time, var step, var name) ->
              of("step.started", run, job, time).put("step", step).put("stepName", name);
          case LogEvent.StepEnded(var time, var step, var outcome, var conclusion) ->
              of("step.completed", run, job, time)
                  .put("step", step)
                  .put("outcome", outcome.word())
                  .put("conclusion", conclusion.word());
        });
  }

  @Override
  public synchronized void jobReported(Run run, RunJob job, JobReport report) {
    if (!report.isEmpty()) {
      say(of("job.reported", run, job, Instant.now()).put("report", report.json()));
    }
  }

  @Override
  public synchronized void jobCompleted(Run run, RunJob job) {
    if (job.state() instanceof JobState.Finished finished) {
      say(
          of("job.completed", run, job, finished.completedAt())
              .put("conclusion", finished.conclusion().word())
              .put("reason", finished.reason())
              .put("startedAt", finished.startedAt())
              .put("outputs", Json.strings(finished.outputs())));
    }
  }

  @Override
  public synchronized void runCompleted(Run run) {
    say(
        event("run.completed", run, run.completedAt().orElseGet(Instant::now))
            .put("conclusion", run.conclusion().map(Conclusion::word))
            .put("message", run.message()));
  }

  @Override
  public synchronized void cancelling() {
    out.println(
        Json.object()
            .put("type", "cancelling")
            .put("time", Instant.now().toString())
            .build()
            .text());
  }

  private static Json.Builder of(String type, Run run, RunJob job, Instant time) {
    return event(type, run, time).put("job", job.key().toString()).put("name", job.name());
  }

  private static Json.Builder event(String type, Run run, Instant time) {
    return Json.object()
        .put("type", type)
        .put("time", time.toString())
        .put("run", run.id().toString());
  }

  private void say(Json.Builder event) {
    out.println(event.build().text());
  }

  @Override
  public void close() {
    out.flush();
  }
}
