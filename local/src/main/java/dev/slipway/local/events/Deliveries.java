package dev.slipway.local.events;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVMap;

/// What is on its way to a target. It is on disk from the moment it was accepted until the target
/// has it; what cannot be delivered is tried again after doubling pauses, and ends among the dead
/// letters when the target's retry policy says so.
public final class Deliveries {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Store store;
  private final MVMap<String, byte[]> pending;
  private final Scheduler scheduler;
  private final Chance chance;
  private final Targets targets;

  public Deliveries(Store store, Scheduler scheduler, Chance chance, Targets targets) {
    this.store = store;
    this.pending = store.map("events.deliveries");
    this.scheduler = scheduler;
    this.chance = chance;
    this.targets = targets;
  }

  /// Takes up what an earlier process had accepted.
  public void start() {
    List.copyOf(pending.keySet())
        .forEach(id -> {
          var known = pending.get(id);
          if (known != null) {
            var due = (long) Json.parseObject(known).requireNumber("due");
            scheduler.at(Instant.ofEpochMilli(due), () -> attempt(id));
          }
        });
  }

  /// Accepts something for a target.
  ///
  /// @param source the ARN of the rule or schedule that sends it
  public void accept(Target target, String input, String source) {
    var now = scheduler.millis();
    var delivery =
        Json.object()
            .put("arn", target.arn())
            .put("input", input)
            .put("source", source)
            .put("group", target.group().orElse(target.id()))
            .put("retries", target.retries())
            .put("until", (double) now + target.maximumAge().toMillis())
            .put("dead", target.deadLetters())
            .put("tries", 0)
            .put("due", (double) now)
            .build();
    keep(chance.uuid(), delivery);
  }

  private void keep(String id, Json.Obj delivery) {
    store.write(() -> pending.put(id, delivery.bytes()));
    scheduler.at(Instant.ofEpochMilli((long) delivery.requireNumber("due")), () -> attempt(id));
  }

  private void attempt(String id) {
    var known = pending.get(id);
    if (known == null) {
      return;
    }
    var delivery = Json.parseObject(known);
    try {
      targets.send(
          delivery.requireString("arn"),
          delivery.requireString("input"),
          delivery.requireString("group"));
      store.write(() -> pending.remove(id));
    } catch (AwsError e) {
      failed(id, delivery, e);
    }
  }

  private void failed(String id, Json.Obj delivery, AwsError error) {
    var tries = (int) delivery.requireNumber("tries");
    var pause = Duration.ofSeconds(1L << Math.min(tries, 10));
    var shorter = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    var due = (double) scheduler.millis() + shorter.toMillis();
    var passes = error.status() == 429 || error.status() >= 500;
    if (passes
        && tries < delivery.requireNumber("retries")
        && due <= delivery.requireNumber("until")) {
      keep(id, delivery.with("tries", Json.of(tries + 1)).with("due", Json.of(due)));
      return;
    }
    delivery.string("dead").ifPresent(queue -> bury(delivery, queue));
    System.getLogger("slipway.events")
        .log(
            System.Logger.Level.ERROR,
            "%s gave up on %s: %s"
                .formatted(
                    delivery.requireString("source"),
                    delivery.requireString("arn"),
                    error.getMessage()));
    store.write(() -> pending.remove(id));
  }

  private void bury(Json.Obj delivery, String queue) {
    try {
      targets.send(queue, delivery.requireString("input"), delivery.requireString("group"));
    } catch (AwsError e) {
      System.getLogger("slipway.events")
          .log(
              System.Logger.Level.ERROR,
              "the dead-letter queue %s takes nothing".formatted(queue),
              e);
    }
  }
}
