package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// Redrive: moves dead letters back where they came from, or elsewhere, a few at a time. A task
/// goes on after a restart.
final class MoveTasks {
  private static final int AT_ONCE = 10;
  private static final int FASTEST = 500;

  private final Store store;
  private final MVMap<String, byte[]> tasks;
  private final Broker broker;
  private final Scheduler scheduler;
  private final Chance chance;

  MoveTasks(Store store, Broker broker, Scheduler scheduler, Chance chance) {
    this.store = store;
    this.tasks = store.map("queues.moves");
    this.broker = broker;
    this.scheduler = scheduler;
    this.chance = chance;
    List.copyOf(tasks.keySet()).forEach(id -> scheduler.soon(() -> step(id)));
  }

  Json.Obj start(Input request) {
    var source = queue(request.text("SourceArn"));
    var arn = broker.arn(source);
    if (broker.all().stream()
        .noneMatch(queue -> queue.redrive().filter(to -> to.targetArn().equals(arn)).isPresent())) {
      throw QueueErrors.invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    request.maybeText("DestinationArn").ifPresent(this::queue);
    var speed = request.maybeNumber("MaxNumberOfMessagesPerSecond");
    if (speed.filter(perSecond -> perSecond < 1 || perSecond > FASTEST).isPresent()) {
      throw QueueErrors.invalid(
          "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: It must be between"
              + " 1 and 500.");
    }
    if (tasks.values().stream().map(Json::parseObject).anyMatch(task -> runs(task, arn))) {
      throw QueueErrors.invalid(
          "There is already a task running. Only one active task is allowed for a source queue arn"
              + " at a given time.");
    }
    var id = chance.uuid();
    var task =
        Json.object()
            .put("handle", handle(id, arn))
            .put("status", "RUNNING")
            .put("source", arn)
            .put("destination", request.maybeText("DestinationArn"))
            .put("speed", speed.map(perSecond -> Json.of((double) perSecond)))
            .put("moved", 0)
            .put("toMove", broker.look(source, Queue::size))
            .put("started", (double) scheduler.millis())
            .build();
    keep(id, task);
    scheduler.soon(() -> step(id));
    return Json.object().put("TaskHandle", task.requireString("handle")).build();
  }

  private static boolean runs(Json.Obj task, String sourceArn) {
    return task.requireString("status").equals("RUNNING")
        && task.requireString("source").equals(sourceArn);
  }

  private String queue(String arn) {
    return broker
        .named(arn)
        .orElseThrow(() ->
            new AwsError(
                404,
                "ResourceNotFoundException",
                "The resource that you specified for the SourceArn or DestinationArn parameter"
                    + " doesn't exist."));
  }

  private static String handle(String id, String arn) {
    var text = Json.object().put("taskId", id).put("sourceArn", arn).build().text();
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void keep(String id, Json.Obj task) {
    store.write(() -> tasks.put(id, task.bytes()));
  }

  private void step(String id) {
    var bytes = tasks.get(id);
    if (bytes == null || !Json.parseObject(bytes).requireString("status").equals("RUNNING")) {
      return;
    }
    var task = Json.parseObject(bytes);
    var source = broker.named(task.requireString("source"));
    if (source.isEmpty()) {
      keep(id, failed(task, "AWS.SimpleQueueService.NonExistentQueue"));
      return;
    }
    var speed = task.number("speed").map(Double::intValue);
    var most = speed.filter(perSecond -> perSecond < AT_ONCE).orElse(AT_ONCE);
    var destination = task.string("destination");
    var moved =
        broker.move(
            source.get(), most, content -> destination.or(content::source).flatMap(broker::named));
    var next = task.with("moved", Json.of(task.requireNumber("moved") + moved.messages()));
    if (moved.stuck()) {
      keep(id, failed(next, "CouldNotDetermineMessageSource"));
    } else if (moved.messages() < most) {
      keep(id, next.with("status", Json.of("COMPLETED")));
    } else {
      keep(id, next);
      var pause = speed.map(perSecond -> Duration.ofMillis(1000L * most / perSecond));
      scheduler.at(scheduler.instant().plus(pause.orElse(Duration.ZERO)), () -> step(id));
    }
  }

  private static Json.Obj failed(Json.Obj task, String reason) {
    return task.with("status", Json.of("FAILED")).with("reason", Json.of(reason));
  }

  Json.Obj cancel(Input request) {
    var handle = request.text("TaskHandle");
    for (var entry : tasks.entrySet()) {
      var task = Json.parseObject(entry.getValue());
      if (task.requireString("handle").equals(handle)) {
        if (!task.requireString("status").equals("RUNNING")) {
          throw gone();
        }
        keep(entry.getKey(), task.with("status", Json.of("CANCELLED")));
        return Json.object()
            .put("ApproximateNumberOfMessagesMoved", task.requireNumber("moved"))
            .build();
      }
    }
    throw gone();
  }

  private static AwsError gone() {
    return new AwsError(404, "ResourceNotFoundException", "Task does not exist.");
  }

  Json.Obj list(Input request) {
    var arn = broker.arn(queue(request.text("SourceArn")));
    var most = request.maybeNumber("MaxResults").orElse(1);
    var found =
        tasks.values().stream()
            .map(Json::parseObject)
            .filter(task -> task.requireString("source").equals(arn))
            .sorted(
                java.util.Comparator.comparingDouble(
                    (Json.Obj task) -> -task.requireNumber("started")))
            .limit(most)
            .map(MoveTasks::shown)
            .toList();
    return Json.object().put("Results", Json.array(found)).build();
  }

  private static Json.Obj shown(Json.Obj task) {
    var running = task.requireString("status").equals("RUNNING");
    return Json.object()
        .put("TaskHandle", Optional.of(task.requireString("handle")).filter(_ -> running))
        .put("Status", task.requireString("status"))
        .put("SourceArn", task.requireString("source"))
        .put("DestinationArn", task.string("destination"))
        .put("MaxNumberOfMessagesPerSecond", task.get("speed"))
        .put("ApproximateNumberOfMessagesMoved", task.requireNumber("moved"))
        .put("ApproximateNumberOfMessagesToMove", task.requireNumber("toMove"))
        .put("FailureReason", task.string("reason"))
        .put("StartedTimestamp", task.requireNumber("started"))
        .build();
  }
}
