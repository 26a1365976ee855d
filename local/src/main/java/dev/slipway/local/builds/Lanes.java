package dev.slipway.local.builds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Lets as many builds run at once as there are lanes; the others wait in order.
final class Lanes {
  private final Function<String, Agent.Running> start;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Agent.Running> running = new HashMap<>();
  private int free;

  /// @param start starts the build of that id
  Lanes(int count, Function<String, Agent.Running> start) {
    this.free = count;
    this.start = start;
  }

  void enter(String id) {
    synchronized (this) {
      waiting.add(id);
    }
    fill();
  }

  /// The build has ended.
  void leave(String id) {
    synchronized (this) {
      if (taken.remove(id)) {
        running.remove(id);
        free++;
      }
    }
    fill();
  }

  private void fill() {
    for (var next = next(); next.isPresent(); next = next()) {
      var id = next.get();
      var started = start.apply(id);
      synchronized (this) {
        if (taken.contains(id)) {
          running.put(id, started);
        }
      }
    }
  }

  private synchronized Optional<String> next() {
    if (free == 0 || waiting.isEmpty()) {
      return Optional.empty();
    }
    free--;
    var id = waiting.remove();
    taken.add(id);
    return Optional.of(id);
  }

  /// Stops a build.
  ///
  /// @param gone hears of one that had not begun
  void stop(String id, Consumer<String> gone) {
    Optional<Agent.Running> found;
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(id);
      found = Optional.ofNullable(running.get(id));
    }
    if (waited) {
      gone.accept(id);
    }
    found.ifPresent(Agent.Running::stop);
  }

  void stopAll() {
    List<Agent.Running> all;
    synchronized (this) {
      waiting.clear();
      all = List.copyOf(running.values());
    }
    all.forEach(Agent.Running::stop);
  }
}
