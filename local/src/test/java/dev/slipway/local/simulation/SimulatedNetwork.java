package dev.slipway.local.simulation;

import dev.slipway.ci.run.RunJson;
import dev.slipway.functions.aws.Outside;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.wire.JsonServices;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The network between functions and services: each call takes a moment in which others move, and
/// may go wrong. Every call is written into the event log, and every version of a run is watched.
final class SimulatedNetwork implements Outside.Network {
  private static final Duration LONGEST = Duration.ofMillis(40);

  private final SimulatedScheduler scheduler;
  private final Faults faults;
  private final EventLog log;
  private final RunWatch watch;
  private final JsonServices services;
  private final Objects objects;

  SimulatedNetwork(
      SimulatedScheduler scheduler,
      Faults faults,
      EventLog log,
      RunWatch watch,
      JsonServices services,
      Objects objects) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.log = log;
    this.watch = watch;
    this.services = services;
    this.objects = objects;
  }

  @Override
  public Outside.Answer send(String method, URI uri, Map<String, String> headers, byte[] body)
      throws IOException {
    var target = target(headers);
    var fault = faults.call();
    scheduler.pass(faults.within(LONGEST));
    switch (fault) {
      case CRASHES_BEFORE -> {
        log.add("crash before", target.orElse(uri.getPath()));
        throw new Faults.Crash();
      }
      case THROTTLED -> {
        log.add("throttle", target.orElse(uri.getPath()));
        return new Outside.Answer(
            400, "{\"__type\":\"ThrottlingException\"}".getBytes(StandardCharsets.UTF_8));
      }
      case GOES_WELL, ANSWER_LOST, CRASHES_AFTER -> {}
    }
    var answer =
        target.map(name -> json(name, body)).orElseGet(() -> object(method, uri.getPath(), body));
    log.add(answer.status() + " " + target.orElse(method + " " + uri.getPath()), body);
    scheduler.pass(faults.within(LONGEST));
    if (fault == Faults.Call.CRASHES_AFTER) {
      log.add("crash after", target.orElse(uri.getPath()));
      throw new Faults.Crash();
    }
    if (fault == Faults.Call.ANSWER_LOST) {
      log.add("answer lost", target.orElse(uri.getPath()));
      throw new IOException("the answer was lost");
    }
    return answer;
  }

  private static Optional<String> target(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Amz-Target"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Outside.Answer json(String target, byte[] body) {
    var answer = services.call(target, body);
    if (answer.status() == 200 && target.endsWith(".PutItem")) {
      watch(Json.parseObject(body).object("Item"));
    }
    return new Outside.Answer(answer.status(), answer.body());
  }

  private void watch(Json.Obj item) {
    item.object("doc")
        .string("S")
        .map(text -> RunJson.read(Json.parseObject(text.getBytes(StandardCharsets.UTF_8))))
        .ifPresent(watch::saw);
  }

  private Outside.Answer object(String method, String path, byte[] body) {
    var slash = path.indexOf('/', 1);
    var bucket = path.substring(1, slash);
    var key = path.substring(slash + 1);
    if (method.equals("PUT")) {
      objects.put(bucket, key, body);
      return new Outside.Answer(200, new byte[0]);
    }
    return objects
        .get(bucket, key)
        .map(found -> new Outside.Answer(200, found))
        .orElseGet(() ->
            new Outside.Answer(
                404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)));
  }
}
