package dev.slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// A clock that stands still until a test moves it. Work that falls due runs on the thread that
/// moves the clock, in the order of time and, at one instant, in the order in which it was
/// scheduled; so the same test always runs the same way.
///
/// While a task runs the clock shows the instant for which it was scheduled. What a task throws,
/// the test gets.
public final class SteppedScheduler implements Scheduler {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  private record Due(Instant at, long order, Runnable task) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long scheduled;

  /// On a Wednesday at ten in the morning, in UTC.
  public SteppedScheduler() {
    this(START);
  }

  public SteppedScheduler(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Task at(Instant when, Runnable task) {
    var due = new Due(when.isBefore(now) ? now : when, scheduled++, task);
    queue.add(due);
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    queue.remove(due);
  }

  /// Runs what is due now, and what that makes due now.
  public void run() {
    advance(Duration.ZERO);
  }

  /// Moves the clock, and runs on the way all that falls due.
  public void advance(Duration by) {
    var end = instant().plus(by);
    for (var due = poll(end); due.isPresent(); due = poll(end)) {
      due.get().task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  /// Moves the clock from one due task to the next until none is left.
  ///
  /// @param most no further than this; what keeps itself alive for ever would never end
  public void advanceUntilIdle(Duration most) {
    var end = instant().plus(most);
    for (var next = next(); next.isPresent() && !next.get().isAfter(end); next = next()) {
      advance(Duration.between(instant(), next.get()));
    }
  }

  /// Runs one task that is due now, the first of them.
  ///
  /// @return whether there was one
  public boolean runOne() {
    var due = poll(instant());
    due.ifPresent(one -> one.task().run());
    return due.isPresent();
  }

  /// When the next task is due.
  public synchronized Optional<Instant> next() {
    return Optional.ofNullable(queue.peek()).map(Due::at);
  }

  /// How many tasks wait for their time.
  public synchronized int waiting() {
    return queue.size();
  }

  private synchronized Optional<Due> poll(Instant end) {
    var first = queue.peek();
    if (first == null || first.at().isAfter(end)) {
      return Optional.empty();
    }
    now = first.at().isAfter(now) ? first.at() : now;
    return Optional.of(queue.remove());
  }
}
