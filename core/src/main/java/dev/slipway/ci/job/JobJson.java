package dev.slipway.ci.job;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What agents and the platform send each other, as JSON.
public final class JobJson {
  private JobJson() {}

  public static Json.Obj write(JobAssignment assignment) {
    return Json.object()
        .put("run", assignment.run().toString())
        .put("job", assignment.key().toString())
        .put("attempt", assignment.attempt())
        .put("name", assignment.name())
        .put("workflowPath", assignment.workflowPath())
        .put("workflowSource", assignment.workflowSource())
        .put("contexts", assignment.contexts())
        .put("source", write(assignment.source()))
        .put("logUploads", Json.strings(assignment.logUploads()))
        .put("heartbeatSeconds", (double) assignment.heartbeat().toSeconds())
        .build();
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static JobAssignment readAssignment(Json.Obj json) {
    return new JobAssignment(
        RunId.parse(json.requireString("run")),
        JobKey.parse(json.requireString("job")),
        json.requireInt("attempt"),
        json.requireString("name"),
        json.requireString("workflowPath"),
        json.requireString("workflowSource"),
        json.object("contexts"),
        readSource(json.object("source")),
        json.strings("logUploads"),
        Duration.ofSeconds(json.requireInt("heartbeatSeconds")));
  }

  private static Json.Obj write(Source source) {
    return switch (source) {
      case Source.Git(var url, var ref, var sha) ->
          Json.object().put("url", url).put("ref", ref).put("sha", sha).build();
      case Source.WorkingCopy(var folder) -> Json.object().put("folder", folder.toString()).build();
    };
  }

  private static Source readSource(Json.Obj json) {
    return json.string("folder")
        .<Source>map(folder -> new Source.WorkingCopy(Path.of(folder)))
        .orElseGet(() ->
            new Source.Git(
                json.requireString("url"), json.requireString("ref"), json.requireString("sha")));
  }

  public static Json.Obj write(JobOutcome outcome) {
    return Json.object()
        .put("conclusion", outcome.conclusion().word())
        .put("outputs", Json.strings(outcome.outputs()))
        .put("steps", Json.array(outcome.steps().stream().map(JobJson::write).toList()))
        .put("logChunks", outcome.logChunks())
        .put("message", outcome.message())
        .build();
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static JobOutcome readOutcome(Json.Obj json) {
    return new JobOutcome(
        Conclusion.parse(json.requireString("conclusion")),
        stringMap(json.object("outputs")),
        json.objects("steps").stream().map(JobJson::readStep).toList(),
        json.requireInt("logChunks"),
        json.string("message"));
  }

  public static Json.Obj write(StepResult step) {
    return Json.object()
        .put("number", step.number())
        .put("name", step.name())
        .put("outcome", step.outcome().word())
        .put("conclusion", step.conclusion().word())
        .put("startedAt", step.startedAt().toString())
        .put("completedAt", step.completedAt().toString())
        .build();
  }

  public static StepResult readStep(Json.Obj json) {
    return new StepResult(
        json.requireInt("number"),
        json.requireString("name"),
        Conclusion.parse(json.requireString("outcome")),
        Conclusion.parse(json.requireString("conclusion")),
        json.requireInstant("startedAt"),
        json.requireInstant("completedAt"));
  }

  /// One line of a log chunk, without its line break.
  public static Json.Obj write(LogEvent event) {
    var json = Json.object().put("t", event.time().toString()).put("s", event.step());
    return switch (event) {
      case LogEvent.Line(_, _, var text) -> json.put("m", text).build();
      case LogEvent.StepStarted(_, _, var name) -> json.put("e", "start").put("name", name).build();
      case LogEvent.StepEnded(_, _, var outcome, var conclusion) ->
          json.put("e", "end")
              .put("outcome", outcome.word())
              .put("conclusion", conclusion.word())
              .build();
    };
  }

  public static LogEvent readEvent(Json.Obj json) {
    var time = json.requireInstant("t");
    var step = json.requireInt("s");
    return switch (json.string("e").orElse("")) {
      case "start" -> new LogEvent.StepStarted(time, step, json.requireString("name"));
      case "end" ->
          new LogEvent.StepEnded(
              time,
              step,
              Conclusion.parse(json.requireString("outcome")),
              Conclusion.parse(json.requireString("conclusion")));
      default -> new LogEvent.Line(time, step, json.requireString("m"));
    };
  }

  public static Map<String, String> stringMap(Json.Obj json) {
    var map = new LinkedHashMap<String, String>();
    json.members()
        .forEach((key, value) ->
            map.put(key, value instanceof Json.Str(var text) ? text : value.text()));
    return map;
  }
}
