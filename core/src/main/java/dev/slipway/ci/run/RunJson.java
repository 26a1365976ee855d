package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.GroupJson;
import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.plan.Event;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs and their inputs as stores keep them. Members are only ever added: a newer Slipway reads
/// what an older one wrote.
public final class RunJson {
  private RunJson() {}

  public static Json.Obj write(Run run) {
    return Json.object()
        .put("about", write(run.about()))
        .put("attempt", run.attempt())
        .put("startedAt", run.startedAt())
        .put("completedAt", run.completedAt())
        .put("conclusion", run.conclusion().map(Conclusion::word))
        .put("cancelled", run.cancelled())
        .put("pipeline", run.pipeline())
        .put("message", run.message())
        .put("jobs", Json.array(run.jobs().values().stream().map(RunJson::write).toList()))
        .put("pending", Json.array(run.pending().stream().map(RunJson::write).toList()))
        .put("seat", run.seat().map(GroupJson::write))
        .build();
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static Run read(Json.Obj json) {
    var jobs = new LinkedHashMap<JobKey, RunJob>();
    for (var item : json.objects("jobs")) {
      var job = readJob(item);
      jobs.put(job.key(), job);
    }
    return new Run(
        readAbout(json.object("about")),
        json.requireInt("attempt"),
        json.instant("startedAt"),
        json.instant("completedAt"),
        json.string("conclusion").map(Conclusion::parse),
        json.bool("cancelled").orElse(false),
        json.string("pipeline"),
        json.string("message"),
        jobs,
        json.objects("pending").stream().map(RunJson::readEffect).toList(),
        seat(json));
  }

  private static Json.Obj write(Run.About about) {
    return Json.object()
        .put("id", about.id().toString())
        .put("repository", about.repository().toString())
        .put("workflowPath", about.workflowPath())
        .put("workflowName", about.workflowName())
        .put("title", about.title())
        .put("number", about.number())
        .put("event", about.event())
        .put("ref", about.ref())
        .put("sha", about.sha())
        .put("actor", about.actor())
        .put("delivery", about.delivery())
        .put("createdAt", about.createdAt().toString())
        .build();
  }

  private static Run.About readAbout(Json.Obj json) {
    return new Run.About(
        RunId.parse(json.requireString("id")),
        RepositoryId.parse(json.requireString("repository")),
        json.requireString("workflowPath"),
        json.requireString("workflowName"),
        json.requireString("title"),
        json.requireInt("number"),
        json.requireString("event"),
        json.requireString("ref"),
        json.requireString("sha"),
        json.requireString("actor"),
        json.requireString("delivery"),
        json.requireInstant("createdAt"));
  }

  private static Json.Obj write(RunJob job) {
    return Json.object()
        .put("key", job.key().toString())
        .put("name", job.name())
        .put("matrix", job.matrix())
        .put("needs", Json.strings(job.needs()))
        .put("attempt", job.attempt())
        .put("state", write(job.state()))
        .put("tokens", Json.strings(job.tokens()))
        .put("continueOnError", job.continueOnError())
        .put("cancel", job.cancel())
        .put("seat", job.seat().map(GroupJson::write))
        .build();
  }

  private static RunJob readJob(Json.Obj json) {
    return new RunJob(
        JobKey.parse(json.requireString("key")),
        json.requireString("name"),
        json.object("matrix"),
        json.strings("needs"),
        json.requireInt("attempt"),
        readState(json.object("state")),
        tokens(json),
        json.bool("continueOnError").orElse(false),
        json.bool("cancel").orElse(false),
        seat(json));
  }

  private static Optional<Seat> seat(Json.Obj json) {
    return json.get("seat").map(seat -> GroupJson.readSeat((Json.Obj) seat));
  }

  /// Until there could be several, the one was `token`.
  private static List<String> tokens(Json.Obj json) {
    return Stream.concat(json.string("token").stream(), json.strings("tokens").stream()).toList();
  }

  private static Json.Obj write(JobState state) {
    return switch (state) {
      case JobState.Planned _ -> Json.object().put("is", "planned").build();
      case JobState.Waiting(var reason) ->
          Json.object().put("is", "waiting").put("reason", reason).build();
      case JobState.Launched(var since, var build) ->
          Json.object()
              .put("is", "launched")
              .put("since", since.toString())
              .put("build", build)
              .build();
      case JobState.Running(var agent, var startedAt, var heartbeat, var build) ->
          Json.object()
              .put("is", "running")
              .put("agent", agent)
              .put("startedAt", startedAt.toString())
              .put("heartbeat", heartbeat.toString())
              .put("build", build)
              .build();
      case JobState.Finished finished -> write(finished);
    };
  }

  private static Json.Obj write(JobState.Finished finished) {
    return Json.object()
        .put("is", "finished")
        .put("conclusion", finished.conclusion().word())
        .put("startedAt", finished.startedAt())
        .put("completedAt", finished.completedAt().toString())
        .put("outputs", Json.strings(finished.outputs()))
        .put("steps", Json.array(finished.steps().stream().map(JobJson::write).toList()))
        .put("logChunks", finished.logChunks())
        .put("reason", finished.reason())
        .build();
  }

  private static JobState readState(Json.Obj json) {
    return switch (json.requireString("is")) {
      case "planned" -> new JobState.Planned();
      case "waiting" -> new JobState.Waiting(json.requireString("reason"));
      case "launched" -> new JobState.Launched(json.requireInstant("since"), json.string("build"));
      case "running" ->
          new JobState.Running(
              json.requireString("agent"),
              json.requireInstant("startedAt"),
              json.requireInstant("heartbeat"),
              json.string("build"));
      case "finished" ->
          new JobState.Finished(
              Conclusion.parse(json.requireString("conclusion")),
              json.instant("startedAt"),
              json.requireInstant("completedAt"),
              JobJson.stringMap(json.object("outputs")),
              json.objects("steps").stream().map(JobJson::readStep).toList(),
              json.requireInt("logChunks"),
              json.string("reason"));
      default -> throw new IllegalArgumentException("\"" + json.text() + "\" is no job state");
    };
  }

  private static Json.Obj write(RunEffect effect) {
    return switch (effect) {
      case RunEffect.Launch(var job, var attempt) ->
          Json.object()
              .put("do", "launch")
              .put("job", job.toString())
              .put("attempt", attempt)
              .build();
      case RunEffect.CompleteTask(var job, var token, var conclusion) ->
          Json.object()
              .put("do", "complete")
              .put("job", job.toString())
              .put("token", token)
              .put("conclusion", conclusion.word())
              .build();
      case RunEffect.StopBuild(var job, var build) ->
          Json.object().put("do", "stop").put("job", job.toString()).put("build", build).build();
      case RunEffect.StartExecution(var attempt) ->
          Json.object().put("do", "start").put("attempt", attempt).build();
      case RunEffect.Enter(var member, var group, var manner) ->
          Json.object()
              .put("do", "enter")
              .put("member", GroupJson.write(member))
              .put("group", group)
              .put("manner", GroupJson.write(manner))
              .build();
      case RunEffect.Leave(var member, var group) ->
          Json.object()
              .put("do", "leave")
              .put("member", GroupJson.write(member))
              .put("group", group)
              .build();
    };
  }

  private static RunEffect readEffect(Json.Obj json) {
    return switch (json.requireString("do")) {
      case "launch" ->
          new RunEffect.Launch(JobKey.parse(json.requireString("job")), json.requireInt("attempt"));
      case "complete" ->
          new RunEffect.CompleteTask(
              JobKey.parse(json.requireString("job")),
              json.requireString("token"),
              Conclusion.parse(json.requireString("conclusion")));
      case "stop" ->
          new RunEffect.StopBuild(
              JobKey.parse(json.requireString("job")), json.requireString("build"));
      case "start" -> new RunEffect.StartExecution(json.requireInt("attempt"));
      case "enter" ->
          new RunEffect.Enter(
              GroupJson.readMember(json.object("member")),
              json.requireString("group"),
              GroupJson.readManner(json.requireString("manner")));
      case "leave" ->
          new RunEffect.Leave(
              GroupJson.readMember(json.object("member")), json.requireString("group"));
      default -> throw new IllegalArgumentException("\"" + json.text() + "\" is no effect");
    };
  }

  public static Json.Obj write(RunInputs inputs) {
    return Json.object()
        .put("workflowPath", inputs.workflowPath())
        .put("workflowSource", inputs.workflowSource())
        .put("event", write(inputs.event()))
        .put("inputs", inputs.inputs())
        .put("vars", inputs.vars())
        .put("repositoryUrl", inputs.repositoryUrl())
        .put("serverUrl", inputs.serverUrl())
        .build();
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static RunInputs readInputs(Json.Obj json) {
    return new RunInputs(
        json.requireString("workflowPath"),
        json.requireString("workflowSource"),
        readEvent(json.object("event")),
        json.object("inputs"),
        json.object("vars"),
        json.requireString("repositoryUrl"),
        json.requireString("serverUrl"));
  }

  private static Json.Obj write(Event event) {
    return Json.object()
        .put("name", event.name())
        .put("action", event.action())
        .put("repository", event.repository().toString())
        .put("ref", event.ref())
        .put("sha", event.sha())
        .put("baseRef", event.baseRef())
        .put("headRef", event.headRef())
        .put("before", event.before())
        .put("actor", event.actor())
        .put("payload", event.payload())
        .build();
  }

  private static Event readEvent(Json.Obj json) {
    return new Event(
        json.requireString("name"),
        json.string("action"),
        RepositoryId.parse(json.requireString("repository")),
        json.requireString("ref"),
        json.requireString("sha"),
        json.string("baseRef"),
        json.string("headRef"),
        json.string("before"),
        json.requireString("actor"),
        json.object("payload"));
  }
}
