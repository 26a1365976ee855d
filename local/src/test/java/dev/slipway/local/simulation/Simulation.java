package dev.slipway.local.simulation;

import dev.slipway.ci.run.Run;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One seed: a few pushes to a repository, told of once, often, late or never; people who cancel
/// and run again; a process that may be killed; services and agents that fail. In the end
/// everything must have come to a conclusion, and stay as it is.
final class Simulation {
  private static final Duration WINDOW = Duration.ofMinutes(20);
  private static final Duration PATIENCE = Duration.ofHours(12);

  /// How often somebody looks whether it is over.
  private static final Duration LOOK = Duration.ofMinutes(1);

  /// Time for a sweep.
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final long seed;
  private final Random random;
  private final SimulatedScheduler scheduler;
  private final EventLog log;
  private final RunWatch watch = new RunWatch();
  private final SimulatedCloud.World world;
  private final Forge forge;
  private final Misfortunes misfortunes;
  private SimulatedCloud cloud;

  Simulation(long seed, SharedHistory history, Path folder, double faultRate) {
    this.seed = seed;
    this.random = new Random(seed);
    this.scheduler = new SimulatedScheduler(new Random(seed + 1));
    this.log = new EventLog(() -> scheduler.time().toEpochMilli());
    var faults = new Faults(new Random(seed + 2), faultRate);
    var calls = new CrashingCalls(scheduler, faults, log);
    this.misfortunes = new Misfortunes(scheduler, faults, log, calls);
    var store = Store.inMemory(misfortunes::room);
    // It outlives the process: a real one never draws the same ids again after a restart.
    var chance = Chance.seeded(seed);
    var objects = Objects.inMemory(store, scheduler, chance, "us-east-1");
    this.world =
        new SimulatedCloud.World(
            store, objects, scheduler, faults, chance, log, watch, calls, folder);
    this.cloud = new SimulatedCloud(world);
    this.forge = new Forge(world, random, history, () -> cloud);
  }

  /// What came of it.
  record Outcome(EventLog log, Map<String, Run> runs) {}

  /// @throws AssertionError naming the seed and what did not hold
  Outcome run() {
    try {
      connect();
      cloud.go();
      forge.push("b0", sometime());
      if (random.nextBoolean()) {
        forge.push("b" + random.nextInt(2), sometime());
      }
      people();
      misfortunes.plan(this::sometime);
      pass(WINDOW.plus(QUARTER));
      settle();
      aftermath();
      return new Outcome(log, runs());
    } catch (AssertionError | RuntimeException e) {
      if (Boolean.getBoolean("slipway.simulation.log")) {
        System.out.println(log.text());
        e.printStackTrace(System.out);
      }
      throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
    } finally {
      scheduler.end();
      world.store().close();
    }
  }

  private void connect() {
    var body =
        Json.object()
            .put("name", Forge.REPOSITORY)
            .put("url", forge.repository().toString())
            .build();
    var status = new int[1];
    scheduler.soon(() -> status[0] = untilAnswered("POST", "/api/v1/repositories", body).status());
    while (status[0] == 0) {
      scheduler.step();
    }
  }

  /// People try again when something went wrong, for an hour, ever more seldom.
  private HttpExchanges.Answer untilAnswered(String method, String path, Json.Obj body) {
    for (var i = 0; i < 50; i++) {
      var answer =
          cloud
              .http()
              .fromOutside(
                  SimulatedCloud.function("ServeApi"),
                  method,
                  path,
                  Map.of("content-type", "application/json"),
                  body.text());
      if (answer.status() < 500) {
        return answer;
      }
      scheduler.pass(Duration.ofSeconds(3L * (i + 1)));
    }
    throw new AssertionError("nobody answers to " + path);
  }

  private Instant sometime() {
    return scheduler
        .time()
        .plus(Duration.ofMillis((long) (random.nextDouble() * WINDOW.toMillis())));
  }

  /// Somebody cancels, somebody runs again; on a run that is there by then.
  private void people() {
    for (var what : List.of("cancel", "rerun")) {
      if (random.nextInt(3) == 0) {
        scheduler.inTheWorld(
            sometime(),
            () -> {
              var runs = List.copyOf(watch.latest().keySet());
              if (!runs.isEmpty()) {
                ask("/api/v1/runs/%s/%s".formatted(runs.getLast(), what));
              }
            });
      }
    }
  }

  private void ask(String path) {
    log.add("asked " + untilAnswered("POST", path, Json.Obj.EMPTY).status(), path);
  }

  /// Lets everything happen until it is over.
  private void settle() {
    var end = scheduler.time().plus(PATIENCE);
    while (scheduler.time().isBefore(end)) {
      if (ending().underWay().isEmpty()) {
        if (ending().letters().isEmpty()) {
          return;
        }
        redrive();
      }
      pass(LOOK);
    }
  }

  private void step() {
    scheduler.step();
    while (scheduler.isDying()) {
      scheduler.bury();
      misfortunes.makeRoom();
      scheduler.now(() -> {
        cloud = new SimulatedCloud(world);
        cloud.go();
      });
    }
  }

  private Ending ending() {
    return new Ending(world, forge, cloud);
  }

  /// An operator looks why letters are dead, and puts them back.
  private void redrive() {
    scheduler.inTheWorld(
        scheduler.time(),
        () -> {
          var letters = untilAnswered("GET", "/api/v1/dead-letters", Json.Obj.EMPTY).json();
          log.add("dead letters", letters.text());
          ending().requireExplained(letters);
          ask("/api/v1/dead-letters/redrive");
        });
    pass(QUARTER);
  }

  private void pass(Duration length) {
    var over = new boolean[1];
    scheduler.inTheWorld(scheduler.time().plus(length), () -> over[0] = true);
    while (!over[0]) {
      step();
    }
  }

  /// Late news and the next sweep change nothing any more.
  private void aftermath() {
    ending().requireOrder();
    var before = ends();
    forge.tellAgain();
    pass(QUARTER);
    settle();
    ending().requireOrder();
    if (!ends().equals(before)) {
      throw new AssertionError("late news changed %s to %s".formatted(before, ends()));
    }
  }

  private Map<String, Object> ends() {
    var ends = new LinkedHashMap<String, Object>();
    runs().forEach((id, run) -> ends.put(id, run.conclusion()));
    return ends;
  }

  private Map<String, Run> runs() {
    var runs = new LinkedHashMap<String, Run>();
    watch.latest().forEach((id, run) -> runs.put(id.toString(), run));
    return runs;
  }
}
