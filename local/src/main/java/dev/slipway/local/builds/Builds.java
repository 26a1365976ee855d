package dev.slipway.local.builds;

import dev.slipway.local.events.EventBuses;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.h2.mvstore.MVMap;

/// CodeBuild: each build runs the job agent.
public final class Builds implements JsonService, AutoCloseable {
  /// For how long the same token means the same build.
  private static final Duration TOKEN_WINDOW = Duration.ofMinutes(5);

  private static final int PAGE = 100;

  private final MVMap<String, byte[]> tokens;
  private final ConcurrentSkipListMap<String, Project> projects = new ConcurrentSkipListMap<>();
  private final Scheduler scheduler;
  private final Chance chance;
  private final Workshop workshop;
  private final String prefix;
  private final double created;

  /// @param parallel how many builds run at once
  /// @param machine variables that each build sees beside its own
  public Builds(
      Store store,
      Scheduler scheduler,
      Chance chance,
      EventBuses events,
      Agent agent,
      Map<String, String> machine,
      int parallel,
      String region,
      String account) {
    this.tokens = store.map("builds.tokens");
    this.scheduler = scheduler;
    this.chance = chance;
    this.workshop = new Workshop(store, scheduler, events, agent, machine, parallel);
    this.prefix = "arn:aws:codebuild:%s:%s:build/".formatted(region, account);
    this.created = scheduler.millis() / 1000.0;
  }

  @Override
  public String targetPrefix() {
    return "CodeBuild_20161006";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  public void addProject(Project project) {
    projects.put(project.name(), project);
  }

  /// Starts the builds anew that an earlier process left under way. Each keeps its id, by which its
  /// agent is known, so that it may take its job again.
  public void resume() {
    workshop.resume();
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Input.of(body);
    var answer =
        switch (operation) {
          case "StartBuild" -> shown(start(request));
          case "StopBuild" -> {
            var id = id(request.text("id"));
            var build = workshop.read(id);
            workshop.stop(id);
            yield shown(build);
          }
          case "RetryBuild" -> shown(retry(request));
          case "BatchGetBuilds" -> get(request);
          case "BatchDeleteBuilds" -> delete(request);
          case "ListBuilds" -> list(request, "");
          case "ListBuildsForProject" -> list(request, project(request.text("projectName")).name());
          case "ListProjects" -> projects(request);
          case "BatchGetProjects" -> getProjects(request);
          default -> throw AwsError.unknownOperation(operation);
        };
    return answer.bytes();
  }

  private static Json.Obj shown(Build build) {
    return Json.object().put("build", build.json()).build();
  }

  /// By id or ARN.
  private String id(String given) {
    return given.startsWith(prefix) ? given.substring(prefix.length()) : given;
  }

  private Project project(String named) {
    var name = named.substring(named.lastIndexOf('/') + 1);
    var project = projects.get(name);
    if (project == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Project cannot be found: " + named);
    }
    return project;
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidInputException", message);
  }

  private static int minutes(Input request, String name, Duration usual) {
    var minutes = request.maybeNumber(name).orElse((int) usual.toMinutes());
    if (minutes < 5 || minutes > 2_160) {
      throw invalid("Invalid %s: it must be between 5 and 2160 minutes".formatted(name));
    }
    return minutes;
  }

  private synchronized Build start(Input request) {
    var project = project(request.text("projectName"));
    var token = request.maybeText("idempotencyToken").map(name -> project.name() + "/" + name);
    var now = scheduler.millis();
    if (token.isPresent()) {
      var known = tokens.get(token.get());
      if (known != null) {
        var json = Json.parseObject(known);
        var id = json.requireString("build");
        var fresh = json.requireNumber("at") > now - TOKEN_WINDOW.toMillis();
        if (fresh && workshop.has(id)) {
          return workshop.read(id);
        }
      }
    }
    for (var variable : request.parts("environmentVariablesOverride")) {
      var _ = variable.text("name");
      var _ = variable.text("value");
    }
    var build = build(project, request);
    workshop.accept(
        build,
        () ->
            token.ifPresent(key -> {
              forgetTokens(now);
              tokens.put(
                  key,
                  Json.object().put("build", build.id()).put("at", (double) now).build().bytes());
            }));
    return build;
  }

  private void forgetTokens(long now) {
    for (var key : List.copyOf(tokens.keySet())) {
      var known = tokens.get(key);
      if (known != null
          && Json.parseObject(known).requireNumber("at") <= now - TOKEN_WINDOW.toMillis()) {
        tokens.remove(key);
      }
    }
  }

  private Build build(Project project, Input request) {
    var uuid = chance.uuid();
    var id = project.name() + ":" + uuid;
    var seconds = scheduler.millis() / 1000.0;
    var group = "/aws/codebuild/" + project.name();
    var environment =
        Json.object()
            .put(
                "environmentVariables",
                Json.array(request.members().array("environmentVariablesOverride")))
            .build();
    var json =
        Json.object()
            .put("id", id)
            .put("arn", prefix + id)
            .put("buildNumber", number(project.name()))
            .put("startTime", seconds)
            .put("currentPhase", "SUBMITTED")
            .put("buildStatus", Build.IN_PROGRESS)
            .put("projectName", project.name())
            .put("phases", Json.Arr.EMPTY)
            .put("sourceVersion", request.maybeText("sourceVersion"))
            .put("environment", environment)
            .put("source", Json.object().put("type", "NO_SOURCE").build())
            .put("artifacts", Json.object().put("location", "").build())
            .put("logs", Json.object().put("groupName", group).put("streamName", uuid).build())
            .put(
                "timeoutInMinutes", minutes(request, "timeoutInMinutesOverride", project.timeout()))
            .put(
                "queuedTimeoutInMinutes",
                minutes(request, "queuedTimeoutInMinutesOverride", project.queuedTimeout()))
            .put("buildComplete", false)
            .put("initiator", "slipway")
            .build();
    var now = scheduler.instant();
    return new Build(json).enter("SUBMITTED", "SUCCEEDED", now).enter("QUEUED", "SUCCEEDED", now);
  }

  private int number(String project) {
    return (int) ids(project).stream().count() + 1;
  }

  private List<String> ids(String project) {
    return workshop.ids().stream()
        .filter(id -> project.isEmpty() || id.startsWith(project + ":"))
        .toList();
  }

  private Build retry(Input request) {
    var before = workshop.read(id(request.text("id")));
    var again =
        Json.object()
            .put("projectName", before.project())
            .put(
                "environmentVariablesOverride",
                Json.array(before.json().object("environment").array("environmentVariables")))
            .put("idempotencyToken", request.maybeText("idempotencyToken"))
            .build();
    return start(new Input(again));
  }

  private Json.Obj get(Input request) {
    var found = new ArrayList<Json>();
    var missing = new ArrayList<String>();
    for (var given : several(request, "ids")) {
      if (workshop.has(id(given))) {
        found.add(workshop.read(id(given)).json());
      } else {
        missing.add(given);
      }
    }
    return Json.object()
        .put("builds", Json.array(found))
        .put("buildsNotFound", Json.strings(missing))
        .build();
  }

  private static List<String> several(Input request, String name) {
    var ids = request.texts(name);
    if (ids.isEmpty() || ids.size() > PAGE) {
      throw invalid("%s must have between 1 and 100 entries".formatted(name));
    }
    return ids;
  }

  private Json.Obj delete(Input request) {
    var deleted = new ArrayList<String>();
    var kept = new ArrayList<Json>();
    for (var given : several(request, "ids")) {
      var id = id(given);
      if (workshop.has(id) && workshop.read(id).isOver()) {
        workshop.remove(id);
        deleted.add(prefix + id);
      } else {
        kept.add(
            Json.object().put("id", prefix + id).put("statusCode", "BUILD_NOT_DELETED").build());
      }
    }
    return Json.object()
        .put("buildsDeleted", Json.strings(deleted))
        .put("buildsNotDeleted", Json.array(kept))
        .build();
  }

  /// The newest first, unless the other order is asked for.
  private Json.Obj list(Input request, String project) {
    var newest = Comparator.comparing((String id) -> workshop.read(id).started()).reversed();
    var order = request.maybeText("sortOrder").orElse("DESCENDING");
    var ids =
        ids(project).stream()
            .sorted(order.equals("ASCENDING") ? newest.reversed() : newest)
            .toList();
    var from = request.maybeText("nextToken").map(ids::indexOf).orElse(0);
    if (from < 0) {
      throw invalid("Invalid next token");
    }
    var page = ids.subList(from, Math.min(from + PAGE, ids.size()));
    var answer = Json.object().put("ids", Json.strings(page));
    if (from + PAGE < ids.size()) {
      answer.put("nextToken", ids.get(from + PAGE));
    }
    return answer.build();
  }

  private Json.Obj projects(Input request) {
    var names = new ArrayList<>(projects.keySet());
    if (request.maybeText("sortOrder").filter("DESCENDING"::equals).isPresent()) {
      java.util.Collections.reverse(names);
    }
    return Json.object().put("projects", Json.strings(names)).build();
  }

  private Json.Obj getProjects(Input request) {
    var found = new ArrayList<Json>();
    var missing = new ArrayList<String>();
    for (var given : several(request, "names")) {
      var project = projects.get(given.substring(given.lastIndexOf('/') + 1));
      if (project == null) {
        missing.add(given);
      } else {
        found.add(project.json(created));
      }
    }
    return Json.object()
        .put("projects", Json.array(found))
        .put("projectsNotFound", Json.strings(missing))
        .build();
  }

  @Override
  public void close() {
    workshop.close();
  }
}
