package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.time.Scheduler;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rings alarms when it is time. They lie in the ledger; the scheduler knows the first one only.
final class Alarms {
  private static final Pattern PARTS = Pattern.compile(" ");

  private final Ledger ledger;
  private final Scheduler scheduler;
  private final BiConsumer<Long, Alarm> ring;

  private final Set<String> ringing = new HashSet<>();
  private @Nullable Instant armedFor;
  private Scheduler.Task armed = () -> {};

  Alarms(Ledger ledger, Scheduler scheduler, BiConsumer<Long, Alarm> ring) {
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.ring = ring;
  }

  /// `0001732000000000 17 3 2 PAUSE`: in the order of their time.
  static String key(long execution, Alarm alarm) {
    return "%016d %d %d %d %s"
        .formatted(
            alarm.at().toEpochMilli(), execution, alarm.scope(), alarm.generation(), alarm.kind());
  }

  /// A key behind all alarms of an instant.
  static String after(Instant at) {
    return "%016d ~".formatted(at.toEpochMilli());
  }

  static Instant instant(String key) {
    return Instant.ofEpochMilli(Long.parseLong(key.substring(0, 16)));
  }

  private static long execution(String key) {
    return Long.parseLong(PARTS.splitAsStream(key).skip(1).findFirst().orElseThrow());
  }

  private static Alarm alarm(String key) {
    var parts = PARTS.splitAsStream(key).toList();
    return new Alarm(
        instant(key),
        Integer.parseInt(parts.get(2)),
        Integer.parseInt(parts.get(3)),
        Alarm.Kind.valueOf(parts.get(4)));
  }

  /// Sees to it that an alarm which was just set rings.
  synchronized void expect(Instant at) {
    if (armedFor == null || at.isBefore(armedFor)) {
      armed.cancel();
      armedFor = at;
      armed = scheduler.at(at, this::ringDue);
    }
  }

  /// Sees to it that the first alarm in the ledger rings.
  void arm() {
    ringDue();
  }

  private void ringDue() {
    var now = scheduler.instant();
    for (var key : ledger.due(now)) {
      synchronized (this) {
        if (!ringing.add(key)) {
          continue;
        }
      }
      scheduler.soon(() -> ring(key));
    }
    synchronized (this) {
      armedFor = null;
    }
    Optional<Instant> next = ledger.nextAlarm(now);
    next.ifPresent(this::expect);
  }

  private void ring(String key) {
    try {
      ring.accept(execution(key), alarm(key));
    } finally {
      synchronized (this) {
        ringing.remove(key);
      }
    }
  }

  synchronized void close() {
    armed.cancel();
  }
}
