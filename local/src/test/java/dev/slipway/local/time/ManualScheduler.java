package dev.slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that a test moves by hand; what is due runs on the thread that moves it.
public final class ManualScheduler implements Scheduler {
  private record Due(Instant when, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparing(Due::when).thenComparingLong(Due::order));
  private Instant now;
  private long order;

  public ManualScheduler(Instant start) {
    this.now = start;
  }

  public ManualScheduler() {
    this(Instant.parse("2026-11-25T10:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Task at(Instant when, Runnable task) {
    var due = new Due(when.isBefore(now) ? now : when, order++, task);
    waiting.add(due);
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    waiting.remove(due);
  }

  /// Runs what is due now, and what that makes due.
  public void settle() {
    advance(Duration.ZERO);
  }

  public void advance(Duration step) {
    var end = instant().plus(step);
    for (var due = next(end); due != null; due = next(end)) {
      due.task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Due next(Instant end) {
    var first = waiting.peek();
    if (first == null || first.when().isAfter(end)) {
      return null;
    }
    waiting.remove();
    if (first.when().isAfter(now)) {
      now = first.when();
    }
    return first;
  }

  /// How many tasks wait for their time.
  public synchronized int waiting() {
    return waiting.size();
  }
}
