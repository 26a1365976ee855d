package dev.slipway.local.builds;

import dev.slipway.local.events.EventBuses;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;

/// CodeBuild: a build runs the job agent in this JVM. As many run at once as the machine bears; the
/// others are queued.
public final class Builds implements JsonService, AutoCloseable {
  private static final String IN_PROGRESS = "IN_PROGRESS";

  private final Store store;
  private final MVMap<String, byte[]> builds;
  private final Map<String, String> byToken = new ConcurrentHashMap<>();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final Set<String> projects = ConcurrentHashMap.newKeySet();
  private final Lanes lanes;
  private final Scheduler scheduler;
  private final Chance chance;
  private final EventBuses events;
  private final Agent agent;
  private final Map<String, String> machine;
  private final String prefix;
  private volatile boolean closed;

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
    this.store = store;
    this.builds = store.map("builds.builds");
    this.scheduler = scheduler;
    this.chance = chance;
    this.events = events;
    this.agent = agent;
    this.machine = Map.copyOf(machine);
    this.lanes = new Lanes(parallel, this::begin);
    this.prefix = "arn:aws:codebuild:%s:%s:build/".formatted(region, account);
  }

  @Override
  public String targetPrefix() {
    return "CodeBuild_20161006";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  public void addProject(String name) {
    projects.add(name);
  }

  /// Starts the builds anew that an earlier process left under way. Each keeps its id, by which its
  /// agent is known, so that it may take its job again.
  public void resume() {
    for (var id : List.copyOf(builds.keySet())) {
      if (read(id).requireString("buildStatus").equals(IN_PROGRESS)) {
        lanes.enter(id);
      }
    }
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Json.parseObject(body);
    return switch (operation) {
      case "StartBuild" -> Json.object().put("build", start(request)).build().bytes();
      case "StopBuild" -> Json.object().put("build", stop(request)).build().bytes();
      case "BatchGetBuilds" -> get(request).bytes();
      case "ListBuilds", "ListBuildsForProject" ->
          Json.object().put("ids", Json.strings(List.copyOf(builds.keySet()))).build().bytes();
      case "ListProjects" ->
          Json.object().put("projects", Json.strings(List.copyOf(projects))).build().bytes();
      default ->
          throw new AwsError(
              400, "UnknownOperationException", "The local CodeBuild does not know " + operation);
    };
  }

  private synchronized Json.Obj start(Json.Obj request) {
    var project = request.requireString("projectName");
    if (!projects.contains(project)) {
      throw new AwsError(400, "ResourceNotFoundException", "Project cannot be found: " + project);
    }
    var fresh = project + ":" + chance.uuid();
    var token = request.string("idempotencyToken");
    var known = token.map(name -> byToken.putIfAbsent(project + "/" + name, fresh));
    if (known.isPresent()) {
      return read(known.get());
    }
    var build =
        Json.object()
            .put("id", fresh)
            .put("arn", prefix + fresh)
            .put("projectName", project)
            .put("buildStatus", IN_PROGRESS)
            .put("startTime", scheduler.millis() / 1000.0)
            .put(
                "environment",
                Json.object()
                    .put(
                        "environmentVariables",
                        Json.array(request.array("environmentVariablesOverride")))
                    .build())
            .build();
    write(fresh, build);
    lanes.enter(fresh);
    return build;
  }

  private Agent.Running begin(String id) {
    return agent.start(environment(read(id)), code -> ended(id, code));
  }

  /// A cloud that is closing leaves its builds to the next start.
  private void ended(String id, int code) {
    lanes.leave(id);
    if (stopped.remove(id)) {
      end(id, "STOPPED");
    } else {
      end(id, code == 0 ? "SUCCEEDED" : "FAILED");
    }
  }

  private Map<String, String> environment(Json.Obj build) {
    var environment = new TreeMap<>(machine);
    for (var item : build.object("environment").array("environmentVariables")) {
      var variable = (Json.Obj) item;
      environment.put(variable.requireString("name"), variable.requireString("value"));
    }
    environment.put("CODEBUILD_BUILD_ID", build.requireString("id"));
    environment.put("CODEBUILD_BUILD_ARN", build.requireString("arn"));
    return environment;
  }

  private Json.Obj stop(Json.Obj request) {
    var id = request.requireString("id");
    var build = read(id);
    if (build.requireString("buildStatus").equals(IN_PROGRESS)) {
      stopped.add(id);
      lanes.stop(id, gone -> ended(gone, 1));
    }
    return build;
  }

  private void end(String id, String status) {
    if (closed) {
      return;
    }
    var build = read(id);
    if (!build.requireString("buildStatus").equals(IN_PROGRESS)) {
      return;
    }
    write(
        id,
        build
            .with("buildStatus", Json.of(status))
            .with("endTime", Json.of(scheduler.millis() / 1000.0)));
    events.tell("aws.codebuild", "CodeBuild Build State Change", detail(build, status));
  }

  private static Json.Obj detail(Json.Obj build, String status) {
    var variables =
        Json.object()
            .put(
                "environment-variables",
                Json.array(build.object("environment").array("environmentVariables")))
            .build();
    return Json.object()
        .put("build-status", status)
        .put("project-name", build.requireString("projectName"))
        .put("build-id", build.requireString("arn"))
        .put(
            "additional-information",
            Json.object().put("build-complete", true).put("environment", variables).build())
        .put("current-phase", "COMPLETED")
        .put("version", "1")
        .build();
  }

  private Json.Obj get(Json.Obj request) {
    var found = new ArrayList<Json>();
    var missing = new ArrayList<String>();
    for (var item : request.array("ids")) {
      if (item instanceof Json.Str(var id)) {
        if (builds.containsKey(id)) {
          found.add(read(id));
        } else {
          missing.add(id);
        }
      }
    }
    return Json.object()
        .put("builds", Json.array(found))
        .put("buildsNotFound", Json.strings(missing))
        .build();
  }

  private Json.Obj read(String id) {
    var build = builds.get(id);
    if (build == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Build not found: " + id);
    }
    return Json.parseObject(build);
  }

  private void write(String id, Json.Obj build) {
    store.write(() -> builds.put(id, build.bytes()));
  }

  @Override
  public void close() {
    closed = true;
    lanes.stopAll();
  }
}
