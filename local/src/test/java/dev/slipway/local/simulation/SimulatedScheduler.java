package dev.slipway.local.simulation;

import dev.slipway.local.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Semaphore;

/// Runs tasks one at a time in simulated time.
///
/// A task is an actor with a thread of its own, but only one actor moves at any moment: it moves
/// until it ends or [#pass]es time, and then the scheduler chooses what is next. Of several things
/// due at once the seed chooses; so the seed decides how actors interleave, and nothing else does.
final class SimulatedScheduler implements Scheduler {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  /// @param order chosen by the seed among things due at one instant
  /// @param number tells apart what even the seed does not
  private record Due(Instant when, int order, long number, Step step) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      var byTime = when.compareTo(other.when);
      var byOrder = byTime != 0 ? byTime : Integer.compare(order, other.order);
      return byOrder != 0 ? byOrder : Long.compare(number, other.number);
    }
  }

  /// Something to do once, unless it was cancelled.
  private static final class Step implements Task {
    private final Whose whose;
    private final Runnable what;
    private boolean cancelled;

    Step(Whose whose, Runnable what) {
      this.whose = whose;
      this.what = what;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /// Whose a step is: the world's go on when the process is killed.
  private enum Whose {
    PROCESS,
    WORLD
  }

  /// The process was killed: an actor that hears it must not do anything more.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("the process was killed", null, false, false);
    }
  }

  /// A task under way.
  private static final class Actor {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private boolean ended;
    private boolean killed;
  }

  private final Random random;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final List<Actor> paused = new ArrayList<>();
  private Instant now = BEGINNING;
  private long numbers;
  private Actor current = new Actor();
  private Throwable failure = new Killed();
  private boolean failed;

  SimulatedScheduler(Random random) {
    this.random = random;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Task at(Instant when, Runnable task) {
    var step = new Step(Whose.PROCESS, () -> begin(task));
    add(when, step);
    return step;
  }

  /// Something that happens in the world outside, whether the process lives or not.
  void inTheWorld(Instant when, Runnable task) {
    add(when, new Step(Whose.WORLD, () -> begin(task)));
  }

  private void add(Instant when, Step step) {
    due.add(new Due(when.isBefore(now) ? now : when, random.nextInt(), numbers++, step));
  }

  private void begin(Runnable task) {
    var actor = new Actor();
    var thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              actor.go.acquireUninterruptibly();
              try {
                task.run();
              } catch (Killed _) {
                // It was told to do nothing more.
              } catch (Throwable e) {
                failed = true;
                failure = e;
              } finally {
                actor.ended = true;
                actor.back.release();
              }
            });
    thread.start();
    move(actor);
  }

  private void move(Actor actor) {
    var before = current;
    current = actor;
    actor.go.release();
    actor.back.acquireUninterruptibly();
    current = before;
    if (actor.ended) {
      paused.remove(actor);
    }
  }

  /// Called by a task: others may move until that much time has passed.
  void pass(Duration length) {
    var actor = current;
    if (actor.killed) {
      throw new Killed();
    }
    paused.add(actor);
    add(now.plus(length), new Step(Whose.PROCESS, () -> move(actor)));
    actor.back.release();
    actor.go.acquireUninterruptibly();
    paused.remove(actor);
    if (actor.killed) {
      throw new Killed();
    }
  }

  /// Whether anything is due up to then.
  boolean hasUntil(Instant end) {
    return !due.isEmpty() && !due.peek().when().isAfter(end);
  }

  /// Does the next thing that is due; time moves on to it.
  void step() {
    var next = due.remove();
    now = next.when();
    if (!next.step().cancelled) {
      next.step().what.run();
    }
    if (failed) {
      throw new IllegalStateException("a task failed at " + now, failure);
    }
  }

  /// Lets time pass with nothing to do.
  void advanceTo(Instant end) {
    if (end.isAfter(now)) {
      now = end;
    }
  }

  /// As `kill -9`: whatever was planned or under way is gone.
  void kill() {
    due.removeIf(one -> one.step().whose == Whose.PROCESS);
    for (var actor : List.copyOf(paused)) {
      actor.killed = true;
      move(actor);
    }
    paused.clear();
  }
}
