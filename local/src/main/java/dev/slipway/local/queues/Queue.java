package dev.slipway.local.queues;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/// One queue: which of its messages may be received, and which are hidden until when. Callers hold
/// the broker's lock and write down what happened.
final class Queue {
  /// What came of taking messages.
  ///
  /// @param dead were received too often and belong to the dead-letter queue
  /// @param expired were kept as long as the queue keeps messages
  record Taken(List<Entry> received, List<Entry> dead, List<Entry> expired) {}

  private record Hidden(long until, Entry entry) {}

  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private final PriorityQueue<Hidden> hidden =
      new PriorityQueue<>(java.util.Comparator.comparingLong(Hidden::until));
  private final Line line;
  private final Set<Runnable> watchers = new LinkedHashSet<>();
  private QueueSettings settings;
  final long created;
  long modified;
  long purged = Long.MIN_VALUE;

  Queue(QueueSettings settings, long now) {
    this.settings = settings;
    this.line = settings.fifo() ? new Line.Fifo() : new Line.Standard();
    this.created = now;
    this.modified = now;
  }

  QueueSettings settings() {
    return settings;
  }

  void change(QueueSettings next, long now) {
    settings = next;
    modified = now;
  }

  void add(Entry entry) {
    entries.put(entry.position, entry);
    if (entry.state == Entry.State.DELAYED) {
      hide(entry, entry.hiddenUntil);
    } else {
      line.ready(entry);
    }
  }

  private void hide(Entry entry, long until) {
    entry.hiddenUntil = until;
    line.hidden(entry);
    hidden.add(new Hidden(until, entry));
  }

  Optional<Entry> find(long position, String id) {
    return Optional.ofNullable(entries.get(position)).filter(entry -> entry.id.equals(id));
  }

  void remove(Entry entry) {
    entries.remove(entry.position);
    line.gone(entry);
  }

  List<Entry> removeAll() {
    var all = List.copyOf(entries.values());
    all.forEach(this::remove);
    hidden.clear();
    return all;
  }

  /// The oldest messages, in flight or not.
  List<Entry> first(int most) {
    return entries.values().stream().limit(most).toList();
  }

  /// Messages whose time has come may be received again.
  private void appear(long now) {
    while (!hidden.isEmpty() && hidden.peek().until() <= now) {
      var due = hidden.remove();
      var entry = due.entry();
      var stillHidden = entry.state != Entry.State.READY && entry.hiddenUntil == due.until();
      if (stillHidden && entries.containsKey(entry.position)) {
        entry.state = Entry.State.READY;
        line.ready(entry);
      }
    }
  }

  boolean mayGive(long now) {
    appear(now);
    return !line.isEmpty();
  }

  /// When the next hidden message appears.
  OptionalLong nextAppearance() {
    return hidden.isEmpty() ? OptionalLong.empty() : OptionalLong.of(hidden.peek().until());
  }

  /// @param buries whether there is a dead-letter queue; without one nothing is dead
  Taken take(int most, Duration visibility, boolean buries, long now) {
    appear(now);
    var taken = new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var maxReceives =
        settings
            .redrive()
            .filter(_ -> buries)
            .map(QueueSettings.Redrive::maxReceives)
            .orElse(Integer.MAX_VALUE);
    for (var batch = line.take(most);
        !batch.isEmpty();
        batch = line.take(most - taken.received().size())) {
      for (var entry : batch) {
        if (entry.sentAt + settings.retention().toMillis() <= now) {
          remove(entry);
          taken.expired().add(entry);
        } else if (entry.receives >= maxReceives) {
          remove(entry);
          taken.dead().add(entry);
        } else {
          receive(entry, visibility, now);
          taken.received().add(entry);
        }
      }
    }
    return taken;
  }

  private void receive(Entry entry, Duration visibility, long now) {
    entry.receives++;
    entry.lastReceived = now;
    if (entry.firstReceived == 0) {
      entry.firstReceived = now;
    }
    entry.state = Entry.State.IN_FLIGHT;
    hide(entry, now + visibility.toMillis());
  }

  /// Changes when a message in flight appears again.
  void hideUntil(Entry entry, long until) {
    hide(entry, until);
  }

  boolean inFlight(Entry entry, long now) {
    appear(now);
    return entry.state == Entry.State.IN_FLIGHT;
  }

  int size() {
    return entries.size();
  }

  int count(Entry.State state, long now) {
    appear(now);
    return (int) entries.values().stream().filter(entry -> entry.state == state).count();
  }

  /// Runs each time when a message may have become receivable.
  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  boolean isWatched() {
    return !watchers.isEmpty();
  }

  void tellWatchers() {
    List.copyOf(watchers).forEach(Runnable::run);
  }
}
