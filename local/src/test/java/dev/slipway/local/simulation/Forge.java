package dev.slipway.local.simulation;

import dev.slipway.ci.webhook.GitHubSignature;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// A forge with one repository: people push to it, and it tells of each push once, often, late, in
/// another order, or never. What is lost on the way it sends again.
final class Forge {
  static final String REPOSITORY = "ann/sim";

  private static final String ZEROS = "0".repeat(40);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final double LOST = 0.1;
  private static final int TRIES = 8;

  private final SimulatedScheduler scheduler;
  private final Random random;
  private final Faults faults;
  private final EventLog log;
  private final SharedHistory history;
  private final Path repository;
  private final Supplier<SimulatedCloud> cloud;
  private final List<Push> pushes = new ArrayList<>();
  private final Map<String, Push> sent = new LinkedHashMap<>();
  private final Set<String> accepted = new LinkedHashSet<>();
  private Instant latestTold = Instant.MIN;

  /// Somebody moved a branch to a commit.
  record Push(String ref, String before, String commit, Instant when) {}

  /// @param cloud the one that lives now
  Forge(
      SimulatedCloud.World world,
      Random random,
      SharedHistory history,
      Supplier<SimulatedCloud> cloud) {
    this.scheduler = world.scheduler();
    this.random = random;
    this.faults = world.faults();
    this.log = world.log();
    this.history = history;
    this.repository = history.repository(world.folder().resolve("repository.git"));
    this.cloud = cloud;
  }

  Path repository() {
    return repository;
  }

  List<Push> pushes() {
    return pushes;
  }

  /// The last push to each branch is what its ref shows in the end.
  boolean isHead(Push push) {
    return pushes.stream()
        .noneMatch(other -> other.ref().equals(push.ref()) && other.when().isAfter(push.when()));
  }

  /// Which push each delivery that was sent is about.
  Map<String, Push> sent() {
    return sent;
  }

  /// The deliveries for which somebody heard that they are accepted.
  Set<String> accepted() {
    return accepted;
  }

  /// Plans a push for that time, and what is told of it.
  void push(String branch, Instant when) {
    var ref = "refs/heads/" + branch;
    var before =
        pushes.stream()
            .filter(push -> push.ref().equals(ref))
            .reduce((_, last) -> last)
            .map(Push::commit)
            .orElse(ZEROS);
    var push = new Push(ref, before, history.commit(random), when);
    if (pushes.stream().anyMatch(known -> known.commit().equals(push.commit()))) {
      return;
    }
    pushes.add(push);
    scheduler.inTheWorld(when, () -> SharedHistory.push(repository, branch, push.commit()));
    var id = "delivery-%d".formatted(pushes.size());
    var told = random.nextInt(4);
    for (var i = 0; i < told; i++) {
      // A repository may have two hooks; each tells with an id of its own.
      send(random.nextInt(8) == 0 ? id + "-too" : id, push, soonAfter(when), TRIES);
    }
    if (told == 0) {
      log.add(Faults.OfDelivery.MISSING, ref);
    }
  }

  private Instant soonAfter(Instant when) {
    return when.plus(Duration.ofMillis((long) (random.nextDouble() * LATE.toMillis())));
  }

  /// Tells of every push again, as an operator does who wonders.
  void tellAgain() {
    sent.forEach((id, push) -> send(id, push, scheduler.time(), 1));
  }

  private void send(String id, Push push, Instant when, int tries) {
    scheduler.inTheWorld(when, () -> sendNow(id, push, tries));
  }

  private void sendNow(String id, Push push, int tries) {
    var lost = faults.rate() > 0 && tries > 1 && faults.happens(LOST);
    if (lost) {
      log.add(Faults.OfDelivery.DROPPED, id);
    }
    var heard = !lost;
    var status = lost && faults.happens(0.5) ? 0 : deliver(id, push);
    if (heard && status < 300) {
      accepted.add(id);
    } else if (tries > 1 && (lost || status >= 500)) {
      send(id, push, soonAfter(scheduler.time()), tries - 1);
    }
  }

  private int deliver(String id, Push push) {
    if (sent.put(id, push) != null) {
      log.add(Faults.OfDelivery.TWICE, id);
    }
    if (push.when().isBefore(latestTold)) {
      log.add(Faults.OfDelivery.REORDERED, id);
    }
    latestTold = push.when().isAfter(latestTold) ? push.when() : latestTold;
    var body = body(push);
    var signature =
        GitHubSignature.sign(body.getBytes(StandardCharsets.UTF_8), cloud.get().webhookSecret());
    var answer =
        cloud
            .get()
            .http()
            .fromOutside(
                SimulatedCloud.function("ReceiveWebhook"),
                "POST",
                "/webhooks/github",
                Map.of(
                    "x-github-delivery",
                    id,
                    "x-github-event",
                    "push",
                    "x-hub-signature-256",
                    signature),
                body);
    log.add("webhook " + answer.status(), id);
    return answer.status();
  }

  private static String body(Push push) {
    return Json.object()
        .put("ref", push.ref())
        .put("before", push.before())
        .put("after", push.commit())
        .put(
            "repository",
            Json.object()
                .put("name", "sim")
                .put("full_name", REPOSITORY)
                .put("owner", Json.object().put("login", "ann").build())
                .put("default_branch", "main")
                .build())
        .put("sender", Json.object().put("login", "ann").build())
        .build()
        .text();
  }
}
