package dev.slipway.local.simulation;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.webhook.GitHubSignature;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One seed: a few pushes to a repository, told of once, often, late or never; people who cancel
/// and run again; a process that may be killed; services and agents that fail. In the end
/// everything must have come to a conclusion, and each push to exactly one run.
final class Simulation {
  private static final String NAME = "ann/sim";
  private static final Duration WINDOW = Duration.ofMinutes(20);
  private static final Duration PATIENCE = Duration.ofHours(12);
  private static final String ZEROS = "0".repeat(40);

  private final long seed;
  private final Random random;
  private final SimulatedScheduler scheduler;
  private final EventLog log;
  private final RunWatch watch = new RunWatch();
  private final SimulatedCloud.World world;
  private final Path repository;
  private final SharedHistory history;
  private final List<String> accepted = new ArrayList<>();
  private final Map<String, String> pushed = new LinkedHashMap<>();
  private SimulatedCloud cloud;

  Simulation(long seed, SharedHistory history, Path folder, double faultRate) {
    this.seed = seed;
    this.random = new Random(seed);
    this.scheduler = new SimulatedScheduler(new Random(seed + 1));
    this.log = new EventLog(scheduler);
    this.history = history;
    this.repository = history.repository(folder.resolve("repository.git"));
    var store = Store.inMemory();
    this.world =
        new SimulatedCloud.World(
            store,
            Objects.inMemory(store, scheduler, Chance.seeded(seed), "us-east-1"),
            scheduler,
            new Faults(new Random(seed + 2), faultRate),
            log,
            watch,
            folder);
    this.cloud = new SimulatedCloud(world, seed);
  }

  /// What came of it.
  record Outcome(EventLog log, Map<String, Run> runs, int steps) {}

  /// @throws AssertionError naming the seed and what did not hold
  Outcome run() {
    try {
      connect();
      cloud.go();
      var pushes = 1 + random.nextInt(2);
      for (var i = 0; i < pushes; i++) {
        push("b" + i);
      }
      people();
      if (random.nextInt(3) == 0) {
        scheduleKill();
      }
      var steps = settle();
      check();
      return new Outcome(log, runs(), steps);
    } catch (AssertionError | RuntimeException e) {
      if (Boolean.getBoolean("slipway.simulation.log")) {
        System.out.println(log.text());
      }
      throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
    } finally {
      scheduler.kill();
      world.store().close();
    }
  }

  private void connect() {
    var body = Json.object().put("name", NAME).put("url", repository.toString()).build();
    var status = new int[1];
    scheduler.soon(() -> status[0] = untilAnswered("POST", "/api/v1/repositories", body));
    while (status[0] == 0) {
      scheduler.step();
    }
  }

  /// People try again when something went wrong.
  private int untilAnswered(String method, String path, Json.Obj body) {
    for (var i = 0; i < 50; i++) {
      var answer =
          cloud
              .http()
              .send(
                  SimulatedCloud.function("ServeApi"),
                  method,
                  path,
                  Map.of("content-type", "application/json"),
                  body.text());
      if (answer.status() < 500) {
        return answer.status();
      }
      scheduler.pass(Duration.ofSeconds(3));
    }
    return 500;
  }

  private Instant sometime() {
    return scheduler
        .instant()
        .plus(Duration.ofMillis((long) (random.nextDouble() * WINDOW.toMillis())));
  }

  private void push(String branch) {
    var commit = history.commit(random);
    var when = sometime();
    scheduler.inTheWorld(when, () -> SharedHistory.push(repository, branch, commit));
    pushed.put("refs/heads/" + branch, commit);
    var id = "delivery-%s-%d".formatted(branch, seed);
    var told = random.nextInt(4);
    for (var i = 0; i < told; i++) {
      scheduler.inTheWorld(
          when.plus(Duration.ofMillis((long) (random.nextDouble() * 600_000))),
          () -> deliver(id, "refs/heads/" + branch, commit));
    }
  }

  private void deliver(String id, String ref, String commit) {
    var body =
        Json.object()
            .put("ref", ref)
            .put("before", ZEROS)
            .put("after", commit)
            .put(
                "repository",
                Json.object()
                    .put("name", "sim")
                    .put("full_name", NAME)
                    .put("owner", Json.object().put("login", "ann").build())
                    .put("default_branch", "main")
                    .build())
            .put("sender", Json.object().put("login", "ann").build())
            .build()
            .text();
    var answer =
        cloud
            .http()
            .send(
                SimulatedCloud.function("ReceiveWebhook"),
                "POST",
                "/webhooks/github",
                Map.of(
                    "x-github-delivery",
                    id,
                    "x-github-event",
                    "push",
                    "x-hub-signature-256",
                    GitHubSignature.sign(
                        body.getBytes(StandardCharsets.UTF_8), cloud.webhookSecret())),
                body);
    log.add("webhook " + answer.status(), id);
    if (answer.status() < 300) {
      accepted.add(id);
    }
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
                var run = runs.get(runs.size() - 1);
                var status =
                    untilAnswered(
                        "POST", "/api/v1/runs/%s/%s".formatted(run, what), Json.Obj.EMPTY);
                log.add(what + " " + status, run.toString());
              }
            });
      }
    }
  }

  private Instant killAt = Instant.MAX;

  private void scheduleKill() {
    killAt = sometime();
  }

  /// Lets everything happen until it is over.
  private int settle() {
    var end = scheduler.instant().plus(PATIENCE);
    var quietFrom = scheduler.instant().plus(WINDOW).plus(Duration.ofMinutes(15));
    var steps = 0;
    while (scheduler.hasUntil(end)) {
      if (!scheduler.instant().isBefore(killAt)) {
        killAt = Instant.MAX;
        restart();
      }
      scheduler.step();
      steps++;
      if (scheduler.instant().isAfter(quietFrom) && isOver()) {
        return steps;
      }
    }
    return steps;
  }

  private void restart() {
    log.add("kill", "the process");
    scheduler.kill();
    cloud = new SimulatedCloud(world, seed + 10);
    cloud.go();
  }

  private boolean isOver() {
    return watch.latest().size() >= pushed.size()
        && watch.latest().values().stream()
            .allMatch(run -> run.isCompleted() && run.pending().isEmpty())
        && queued() == 0
        && watch.latest().values().stream().noneMatch(this::isExecuting);
  }

  private boolean isExecuting(Run run) {
    return run.execution().map(this::executionStatus).filter("RUNNING"::equals).isPresent();
  }

  private String executionStatus(String arn) {
    var request = Json.object().put("executionArn", arn).build();
    return Json.parseObject(cloud.states().call("DescribeExecution", request.bytes()))
        .requireString("status");
  }

  private int queued() {
    var request =
        Json.object()
            .put(
                "QueueUrl",
                cloud.queues().address("slipway-stateless-InboxDeliveriesE0CCE599.fifo"))
            .put("AttributeNames", Json.strings(List.of("All")))
            .build();
    var attributes =
        Json.parseObject(cloud.queues().call("GetQueueAttributes", request.bytes()))
            .object("Attributes");
    return List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible").stream()
        .mapToInt(name -> attributes.string(name).map(Integer::parseInt).orElse(0))
        .sum();
  }

  private Map<String, Run> runs() {
    var runs = new LinkedHashMap<String, Run>();
    watch.latest().forEach((id, run) -> runs.put(id.toString(), run));
    return runs;
  }

  private void check() {
    for (var push : pushed.entrySet()) {
      var of =
          watch.latest().values().stream()
              .filter(run -> run.about().ref().equals(push.getKey()))
              .toList();
      if (of.size() != 1) {
        throw new AssertionError(
            "%s has %d runs: %s"
                .formatted(push.getKey(), of.size(), of.stream().map(Run::id).toList()));
      }
    }
    for (var run : watch.latest().values()) {
      if (!run.isCompleted() || !run.pending().isEmpty()) {
        throw new AssertionError(
            "%s did not end: %s, pending %s".formatted(run.id(), run.jobs(), run.pending()));
      }
      executionEnded(run);
    }
    if (queued() != 0) {
      throw new AssertionError("%d messages are still queued".formatted(queued()));
    }
  }

  private void executionEnded(Run run) {
    run.execution()
        .ifPresent(arn -> {
          var status = executionStatus(arn);
          var wanted =
              switch (run.conclusion().orElseThrow()) {
                case SUCCESS, SKIPPED -> "SUCCEEDED";
                case FAILURE, CANCELLED -> "FAILED";
              };
          if (!status.equals(wanted)) {
            throw new AssertionError(
                "%s is %s, its execution %s".formatted(run.id(), run.conclusion(), status));
          }
        });
  }
}
