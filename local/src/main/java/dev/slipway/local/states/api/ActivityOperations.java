package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.task.Activities;
import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.InstantSource;

/// Operations on activities and the tasks that wait for workers.
public final class ActivityOperations {
  private final Store store;
  private final Registry registry;
  private final Activities activities;
  private final Names names;
  private final InstantSource clock;

  public ActivityOperations(
      Store store, Registry registry, Activities activities, Names names, InstantSource clock) {
    this.store = store;
    this.registry = registry;
    this.activities = activities;
    this.names = names;
    this.clock = clock;
  }

  public Json create(Request request) {
    var arn = names.activity(Names.name(request.required("name")));
    var tags = TagOperations.tags(request);
    return store.write(() -> {
      synchronized (registry) {
        var created = registry.activity(arn).orElseGet(clock::instant);
        if (registry.activity(arn).isEmpty()) {
          registry.putActivity(arn, created);
          registry.putTags(arn, tags);
        }
        return Json.object().put("activityArn", arn).put("creationDate", seconds(created)).build();
      }
    });
  }

  public Json describe(Request request) {
    return json(existing(request));
  }

  private Json.Obj json(String arn) {
    return Json.object()
        .put("activityArn", arn)
        .put("name", arn.substring(arn.lastIndexOf(':') + 1))
        .put("creationDate", seconds(registry.activity(arn).orElseThrow(() -> missing(arn))))
        .build();
  }

  private String existing(Request request) {
    var arn = Names.activityArn(request.required("activityArn"));
    if (registry.activity(arn).isEmpty()) {
      throw missing(arn);
    }
    return arn;
  }

  private static AwsError missing(String arn) {
    return Request.refusal("ActivityDoesNotExist", "Activity Does Not Exist: '%s'".formatted(arn));
  }

  public Json delete(Request request) {
    var arn = Names.activityArn(request.required("activityArn"));
    store.write(() -> {
      synchronized (registry) {
        registry.removeActivity(arn);
      }
    });
    return Json.Obj.EMPTY;
  }

  public Json list(Request request) {
    var limit = request.limit(1000);
    return Page.of(registry.activities(), request.pageToken(), limit, arn -> arn)
        .json("activities", this::json);
  }

  /// Gives a task to a worker; waits for one up to a minute, and gives none after that.
  public Json getTask(Request request) {
    var arn = existing(request);
    return activities
        .take(arn, request.string("workerName", 80).orElse(""))
        .<Json>map(task ->
            Json.object().put("taskToken", task.token()).put("input", task.input().text()).build())
        .orElse(Json.Obj.EMPTY);
  }
}
