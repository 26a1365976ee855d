package dev.slipway.local.events;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;

/// Makes things happen at their times. When each happened last is on disk, so a start makes up,
/// once, for what was missed while nothing ran.
final class Clockwork {
  /// What happens again and again.
  ///
  /// @param window how much later than its time it may happen
  record Wheel(
      ScheduleExpression expression,
      Duration window,
      Optional<Instant> from,
      Optional<Instant> until,
      Consumer<Instant> tick) {}

  /// @param turn tells it from others under the same key
  private record Turning(long turn, Scheduler.Task task) {}

  private final Store store;
  private final MVMap<String, byte[]> times;
  private final Scheduler scheduler;
  private final Chance chance;
  private final Map<String, Turning> turning = new ConcurrentHashMap<>();
  private final AtomicLong turns = new AtomicLong();
  private volatile boolean closed;

  Clockwork(Store store, Scheduler scheduler, Chance chance) {
    this.store = store;
    this.times = store.map("events.times");
    this.scheduler = scheduler;
    this.chance = chance;
  }

  /// Starts a wheel, or gives one that turns another course.
  void set(String key, Wheel wheel) {
    if (!times.containsKey(key)) {
      keep(key, scheduler.instant(), scheduler.instant());
    }
    turn(key, wheel);
  }

  /// Whether it would have happened while nothing ran.
  boolean missed(String key, Wheel wheel) {
    return times.containsKey(key)
        && wheel
            .expression()
            .next(time(key, "last"), time(key, "since"))
            .filter(due -> !due.isAfter(scheduler.instant()))
            .isPresent();
  }

  private void keep(String key, Instant since, Instant last) {
    var json =
        Json.object()
            .put("since", (double) since.toEpochMilli())
            .put("last", (double) last.toEpochMilli())
            .build();
    store.write(() -> times.put(key, json.bytes()));
  }

  private Instant time(String key, String name) {
    var known = times.get(key);
    return known == null
        ? scheduler.instant()
        : Instant.ofEpochMilli((long) Json.parseObject(known).requireNumber(name));
  }

  private void turn(String key, Wheel wheel) {
    var since = time(key, "since");
    var after = wheel.from().filter(from -> from.isAfter(time(key, "last")));
    var next =
        wheel
            .expression()
            .next(after.map(from -> from.minusMillis(1)).orElse(time(key, "last")), since)
            .filter(due -> wheel.until().filter(due::isAfter).isEmpty());
    stop(key);
    if (next.isPresent() && !closed) {
      var late = wheel.window().toSeconds();
      var due =
          late == 0
              ? next.get()
              : next.get().plusSeconds(chance.below((int) Math.min(late, 86_400)));
      var turn = turns.incrementAndGet();
      var task = scheduler.at(due, () -> tick(key, turn, wheel, next.get()));
      turning.put(key, new Turning(turn, task));
    }
  }

  private void tick(String key, long turn, Wheel wheel, Instant due) {
    if (closed || !isTurning(key, turn)) {
      return;
    }
    store.write(() -> {
      keep(key, time(key, "since"), scheduler.instant());
      wheel.tick().accept(due);
    });
    if (isTurning(key, turn)) {
      turn(key, wheel);
    }
  }

  private boolean isTurning(String key, long turn) {
    var current = turning.get(key);
    return current != null && current.turn() == turn;
  }

  private void stop(String key) {
    var known = turning.remove(key);
    if (known != null) {
      known.task().cancel();
    }
  }

  void remove(String key) {
    stop(key);
    store.write(() -> times.remove(key));
  }

  void close() {
    closed = true;
  }
}
