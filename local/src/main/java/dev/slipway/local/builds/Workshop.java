package dev.slipway.local.builds;

import dev.slipway.local.events.EventBuses;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/// Carries builds out: as many at once as there are places, the others in the order in which they
/// came. What happens to a build and what is told of it is one write.
final class Workshop {
  /// An agent that was told to end and does not is given up.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Store store;
  private final MVMap<String, byte[]> builds;
  private final Scheduler scheduler;
  private final EventBuses events;
  private final Agent agent;
  private final Map<String, String> machine;
  private final int places;
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private final Map<String, Agent.Running> running = new HashMap<>();

  /// How builds end that were told to.
  private final Map<String, String> told = new HashMap<>();

  private boolean closed;

  Workshop(
      Store store,
      Scheduler scheduler,
      EventBuses events,
      Agent agent,
      Map<String, String> machine,
      int places) {
    this.store = store;
    this.builds = store.map("builds.builds");
    this.scheduler = scheduler;
    this.events = events;
    this.agent = agent;
    this.machine = Map.copyOf(machine);
    this.places = places;
  }

  List<String> ids() {
    return List.copyOf(builds.keySet());
  }

  boolean has(String id) {
    return builds.containsKey(id);
  }

  Build read(String id) {
    var build = builds.get(id);
    if (build == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Build not found: " + id);
    }
    return new Build(Json.parseObject(build));
  }

  void remove(String id) {
    store.write(() -> builds.remove(id));
  }

  /// Accepts a build.
  ///
  /// @param alongside is written with it
  void accept(Build build, Runnable alongside) {
    store.write(() -> {
      alongside.run();
      keep(build);
      events.tell("aws.codebuild", "CodeBuild Build State Change", build.stateChange());
    });
    queue(build);
  }

  /// Starts the builds anew that an earlier process left under way.
  void resume() {
    ids().stream().map(this::read).filter(build -> !build.isOver()).forEach(this::queue);
  }

  private void keep(Build build) {
    builds.put(build.id(), build.json().bytes());
  }

  private void queue(Build build) {
    synchronized (this) {
      waiting.add(build.id());
    }
    var limit = scheduler.instant().plus(build.minutes("queuedTimeoutInMinutes"));
    scheduler.at(limit, () -> giveUpWaiting(build.id()));
    scheduler.soon(this::fill);
  }

  private void giveUpWaiting(String id) {
    if (leavesQueue(id)) {
      end(id, "TIMED_OUT");
    }
  }

  private synchronized boolean leavesQueue(String id) {
    return !closed && waiting.remove(id);
  }

  /// Gives free places to those that wait.
  private void fill() {
    for (var id = next(); !id.isEmpty(); id = next()) {
      launch(id);
    }
  }

  private synchronized String next() {
    if (closed || running.size() >= places || waiting.isEmpty()) {
      return "";
    }
    var id = waiting.remove();
    running.put(id, () -> {});
    return id;
  }

  private void launch(String id) {
    var build = read(id);
    for (var phase : List.of("QUEUED", "PROVISIONING", "BUILD")) {
      build = move(build, phase);
    }
    scheduler.at(
        scheduler.instant().plus(build.minutes("timeoutInMinutes")), () -> tell(id, "TIMED_OUT"));
    var environment = new TreeMap<>(machine);
    environment.putAll(build.environment());
    var started = agent.start(environment, code -> ended(id, code));
    synchronized (this) {
      if (running.containsKey(id)) {
        running.put(id, started);
      }
      if (!told.containsKey(id)) {
        return;
      }
    }
    started.stop();
  }

  private Build move(Build build, String phase) {
    if (build.phase().equals(phase)) {
      return build;
    }
    var next = build.enter(phase, "SUCCEEDED", scheduler.instant());
    store.write(() -> {
      keep(next);
      next.phaseChange()
          .ifPresent(
              detail -> events.tell("aws.codebuild", "CodeBuild Build Phase Change", detail));
    });
    return next;
  }

  private void ended(String id, int code) {
    String status;
    synchronized (this) {
      if (closed || running.remove(id) == null) {
        return;
      }
      var asked = told.remove(id);
      var usual = code == 0 ? "SUCCEEDED" : "FAILED";
      status = asked == null ? usual : asked;
    }
    // Not on the agent's thread: a task waits for room where the disk is full.
    scheduler.soon(() -> end(id, status));
    scheduler.soon(this::fill);
  }

  private void end(String id, String status) {
    var before = read(id);
    if (before.isOver()) {
      return;
    }
    var build = before.end(status, scheduler.instant());
    store.write(() -> {
      keep(build);
      build
          .phaseChange()
          .ifPresent(
              detail -> events.tell("aws.codebuild", "CodeBuild Build Phase Change", detail));
      events.tell("aws.codebuild", "CodeBuild Build State Change", build.stateChange());
    });
  }

  /// Stops a build, wherever it is.
  void stop(String id) {
    if (leavesQueue(id)) {
      end(id, "STOPPED");
    } else {
      tell(id, "STOPPED");
    }
  }

  private void tell(String id, String status) {
    Agent.Running agentAtWork;
    synchronized (this) {
      var known = running.get(id);
      if (closed || known == null || told.putIfAbsent(id, status) != null) {
        return;
      }
      agentAtWork = known;
    }
    agentAtWork.stop();
    scheduler.at(scheduler.instant().plus(PATIENCE), () -> ended(id, 1));
  }

  /// Leaves what is under way to the next start.
  void close() {
    List<Agent.Running> agents;
    synchronized (this) {
      closed = true;
      agents = List.copyOf(running.values());
    }
    agents.forEach(Agent.Running::stop);
  }
}
