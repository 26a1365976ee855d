package dev.slipway.local.builds;

import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// A build as CodeBuild describes it; its phases tell what happened when.
record Build(Json.Obj json) {
  static final String IN_PROGRESS = "IN_PROGRESS";
  private static final String SUCCEEDED = "SUCCEEDED";

  /// How CodeBuild's events write times.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  String id() {
    return json.requireString("id");
  }

  String project() {
    return json.requireString("projectName");
  }

  String status() {
    return json.requireString("buildStatus");
  }

  boolean isOver() {
    return !status().equals(IN_PROGRESS);
  }

  String phase() {
    return json.requireString("currentPhase");
  }

  Instant started() {
    return Instant.ofEpochMilli((long) (json.requireNumber("startTime") * 1000));
  }

  Duration minutes(String member) {
    return Duration.ofMinutes((long) json.requireNumber(member));
  }

  /// Ends the current phase and begins the next one.
  Build enter(String phase, String status, Instant now) {
    var phases = new ArrayList<>(json.array("phases"));
    var seconds = now.toEpochMilli() / 1000.0;
    if (!phases.isEmpty()) {
      var last = (Json.Obj) phases.removeLast();
      phases.add(
          last.with("phaseStatus", Json.of(status))
              .with("endTime", Json.of(seconds))
              .with(
                  "durationInSeconds",
                  Json.of(Math.floor(seconds - last.requireNumber("startTime")))));
    }
    phases.add(Json.object().put("phaseType", phase).put("startTime", seconds).build());
    return new Build(json.with("phases", Json.array(phases)).with("currentPhase", Json.of(phase)));
  }

  Build end(String status, Instant now) {
    return new Build(
        enter("COMPLETED", status, now)
            .json()
            .with("buildStatus", Json.of(status))
            .with("buildComplete", Json.of(true))
            .with("endTime", Json.of(now.toEpochMilli() / 1000.0)));
  }

  /// The variables that the agent sees beside the machine's.
  TreeMap<String, String> environment() {
    var environment = new TreeMap<String, String>();
    for (var item : json.object("environment").array("environmentVariables")) {
      var variable = (Json.Obj) item;
      environment.put(variable.requireString("name"), variable.requireString("value"));
    }
    environment.put("CODEBUILD_BUILD_ID", id());
    environment.put("CODEBUILD_BUILD_ARN", json.requireString("arn"));
    environment.put("CODEBUILD_BUILD_NUMBER", json.get("buildNumber").map(Json::text).orElse("1"));
    return environment;
  }

  /// The detail of `CodeBuild Build State Change`.
  Json.Obj stateChange() {
    return Json.object()
        .put("build-status", status())
        .put("project-name", project())
        .put("build-id", json.requireString("arn"))
        .put("additional-information", information())
        .put("current-phase", isOver() ? "COMPLETED" : "SUBMITTED")
        .put("current-phase-context", "[]")
        .put("version", "1")
        .build();
  }

  private Json.Obj information() {
    var environment =
        Json.object()
            .put(
                "environment-variables",
                Json.array(json.object("environment").array("environmentVariables")))
            .build();
    return Json.object()
        .put("build-complete", isOver())
        .put("initiator", json.string("initiator"))
        .put("build-start-time", TIME.format(started()))
        .put("timeout-in-minutes", json.requireNumber("timeoutInMinutes"))
        .put("environment", environment)
        .put("logs", json.object("logs"))
        .put("phases", Json.array(json.array("phases")))
        .build();
  }

  /// The detail of `CodeBuild Build Phase Change`, for the phase that ended last.
  Optional<Json.Obj> phaseChange() {
    var phases = json.array("phases");
    if (phases.size() < 2) {
      return Optional.empty();
    }
    var ended = (Json.Obj) phases.get(phases.size() - 2);
    return Optional.of(
        Json.object()
            .put("completed-phase", ended.requireString("phaseType"))
            .put("completed-phase-status", ended.string("phaseStatus").orElse(SUCCEEDED))
            .put("completed-phase-duration-seconds", ended.number("durationInSeconds").orElse(0.0))
            .put("completed-phase-start", time(ended, "startTime"))
            .put("completed-phase-end", time(ended, "endTime"))
            .put("completed-phase-context", "[: ]")
            .put("project-name", project())
            .put("build-id", json.requireString("arn"))
            .put("additional-information", information())
            .put("version", "1")
            .build());
  }

  private static String time(Json.Obj phase, String member) {
    return TIME.format(Instant.ofEpochMilli((long) (phase.requireNumber(member) * 1000)));
  }
}
