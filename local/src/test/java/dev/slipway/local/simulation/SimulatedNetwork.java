package dev.slipway.local.simulation;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.store.StoreException;
import dev.slipway.local.wire.JsonServices;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The network between functions and services: each call takes a moment in which others move, and
/// may go wrong. Every call is written into the event log, and every version of a run or delivery
/// is watched.
final class SimulatedNetwork implements Outside.Network {
  private static final Duration LONGEST = Duration.ofMillis(40);
  private static final Duration DELAY = Duration.ofSeconds(40);

  private final SimulatedScheduler scheduler;
  private final Faults faults;
  private final EventLog log;
  private final Watch watch;
  private final JsonServices services;
  private final Objects objects;

  /// Sees every item that is written.
  interface Watch {
    /// @throws AssertionError naming what changed that must not
    void wrote(Json.Obj item);
  }

  SimulatedNetwork(
      SimulatedScheduler scheduler,
      Faults faults,
      EventLog log,
      Watch watch,
      JsonServices services,
      Objects objects) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.log = log;
    this.watch = watch;
    this.services = services;
    this.objects = objects;
  }

  /// A request on its way.
  ///
  /// @param target `Prefix.Operation`; empty for an object
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Call(String method, String path, Optional<String> target, byte[] body) {
    String name() {
      return target.orElse(method + " " + path);
    }

    /// Whether it writes what it read before, unless somebody else wrote meanwhile.
    boolean isVersioned() {
      return target.filter(name -> name.endsWith(".PutItem")).isPresent()
          && new String(body, StandardCharsets.UTF_8).contains("\"version = :v\"");
    }
  }

  @Override
  public Outside.Answer send(String method, URI uri, Map<String, String> headers, byte[] body)
      throws IOException {
    var call = new Call(method, uri.getPath(), target(headers), body);
    var fault =
        faults.ofService().filter(kind -> kind != Faults.OfService.CONFLICT || call.isVersioned());
    scheduler.pass(faults.within(LONGEST));
    fault.ifPresent(kind -> log.add(kind, call.name()));
    if (fault.isEmpty()) {
      return carriedOut(call);
    }
    return switch (fault.get()) {
      case THROTTLE -> refused("ThrottlingException");
      case CONFLICT -> refused("ConditionalCheckFailedException");
      case CRASH_BEFORE -> throw new Faults.Crash();
      case CRASH_AFTER -> {
        carriedOut(call);
        throw new Faults.Crash();
      }
      case ANSWER_LOST -> {
        carriedOut(call);
        throw new IOException("the answer was lost");
      }
      case DELAY -> {
        scheduler.pass(faults.within(DELAY));
        yield carriedOut(call);
      }
    };
  }

  private static Outside.Answer refused(String error) {
    return new Outside.Answer(
        400, "{\"__type\":\"%s\"}".formatted(error).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> target(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Amz-Target"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Outside.Answer carriedOut(Call call) {
    var answer = answer(call);
    log.add(answer.status() + " " + call.name(), call.body());
    scheduler.pass(faults.within(LONGEST));
    return answer;
  }

  private Outside.Answer answer(Call call) {
    try {
      return call.target().map(name -> json(name, call.body())).orElseGet(() -> object(call));
    } catch (StoreException e) {
      return new Outside.Answer(
          503, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Outside.Answer json(String target, byte[] body) {
    var answer = services.call(target, body);
    if (answer.status() == 200 && target.endsWith(".PutItem")) {
      watch.wrote(Json.parseObject(body).object("Item"));
    }
    return new Outside.Answer(answer.status(), answer.body());
  }

  private Outside.Answer object(Call call) {
    var slash = call.path().indexOf('/', 1);
    var bucket = call.path().substring(1, slash);
    var key = call.path().substring(slash + 1);
    if (call.method().equals("PUT")) {
      objects.put(bucket, key, call.body());
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
