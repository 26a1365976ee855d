package dev.slipway.local.simulation;

import dev.slipway.local.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Runs tasks one at a time in simulated time.
///
/// A task is an actor with a thread of its own, but only one actor moves at any moment: it moves
/// until it ends or [#pass]es time, and then the scheduler chooses what is next. Of several things
/// due at once the seed chooses; so the seed decides how actors interleave, and nothing else does.
///
/// There are two times. The world's never jumps; the clock of the process, [#instant], is the
/// world's and a difference that [#jump] changes. What the process plans is due by its clock.
final class SimulatedScheduler implements Scheduler {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  /// @param when by the clock of the process or by the world's time, as the queue has it
  /// @param order chosen by the seed among things due at one instant
  /// @param number tells apart what even the seed does not
  private record Due(Instant when, int order, long number, Step step) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      var byTime = when.compareTo(other.when);
      return byTime != 0 ? byTime : byChoice(other);
    }

    int byChoice(Due other) {
      var byOrder = Integer.compare(order, other.order);
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
    private Whose whose;
    private Instant deadline = Instant.MAX;
    private boolean ended;
    private boolean killed;

    Actor(Whose whose) {
      this.whose = whose;
    }
  }

  private final Random random;
  private final PriorityQueue<Due> byTime = new PriorityQueue<>();
  private final PriorityQueue<Due> byClock = new PriorityQueue<>();
  private final Set<Actor> paused = new LinkedHashSet<>();
  private final Actor onlooker = new Actor(Whose.WORLD);
  private Actor current = onlooker;
  private Instant time = BEGINNING;
  private Duration ahead = Duration.ZERO;
  private Optional<Throwable> failure = Optional.empty();
  private boolean dying;
  private long numbers;

  SimulatedScheduler(Random random) {
    this.random = random;
  }

  /// What the clock of the process shows.
  @Override
  public Instant instant() {
    return time.plus(ahead);
  }

  /// What a clock shows that nobody moves.
  Instant time() {
    return time;
  }

  /// Moves the clock of the process, as an operator or a sleeping laptop does.
  void jump(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Task at(Instant when, Runnable task) {
    var step = new Step(Whose.PROCESS, () -> begin(untilThereIsRoom(task), Whose.PROCESS));
    if (!dying) {
      add(byClock, when.isBefore(instant()) ? instant() : when, step);
    }
    return step;
  }

  /// Something that happens in the world outside, whether the process lives or not.
  void inTheWorld(Instant when, Runnable task) {
    add(byTime, when, new Step(Whose.WORLD, () -> begin(task, Whose.WORLD)));
  }

  private void add(PriorityQueue<Due> queue, Instant when, Step step) {
    queue.add(new Due(when, random.nextInt(), numbers++, step));
  }

  /// Runs a task of the process before anything else; it may be killed in the midst.
  void now(Runnable task) {
    begin(task, Whose.PROCESS);
    requireNoFailure();
  }

  /// Whether a task moves, rather than the one who looks on.
  boolean isAtWork() {
    return current != onlooker;
  }

  private void begin(Runnable task, Whose whose) {
    var actor = new Actor(whose);
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              actor.go.acquireUninterruptibly();
              try {
                task.run();
              } catch (Killed _) {
                // It was told to do nothing more.
              } catch (Throwable e) {
                failure = Optional.of(e);
              } finally {
                actor.ended = true;
                actor.back.release();
              }
            });
    move(actor);
  }

  private void move(Actor actor) {
    var before = current;
    current = actor;
    actor.go.release();
    actor.back.acquireUninterruptibly();
    current = before;
  }

  /// Called by the world: enters the process.
  ///
  /// @return empty when the process was killed meanwhile
  <T> Optional<T> inTheProcess(Supplier<T> call) {
    var actor = current;
    actor.whose = Whose.PROCESS;
    try {
      return Optional.of(call.get());
    } catch (Killed _) {
      actor.killed = false;
      return Optional.empty();
    } finally {
      actor.whose = Whose.WORLD;
    }
  }

  /// A function ran longer than it may.
  static final class TimedOut extends Error {
    private static final long serialVersionUID = 1;

    TimedOut() {
      super("out of time", null, false, false);
    }
  }

  /// What runs for a limited time.
  interface Code<T> {
    T run() throws ExecutionException;
  }

  /// Runs code that may pass no more time than that.
  ///
  /// @throws TimedOut in the midst of the code
  <T> T within(Duration limit, Code<T> code) throws ExecutionException {
    var actor = current;
    var outer = actor.deadline;
    var inner = time.plus(limit);
    actor.deadline = inner.isBefore(outer) ? inner : outer;
    try {
      return code.run();
    } finally {
      actor.deadline = outer;
    }
  }

  /// Called by a task: others may move until that much time has passed.
  void pass(Duration length) {
    var actor = current;
    var until = time.plus(length);
    if (actor.deadline.isBefore(until)) {
      passUntil(actor, actor.deadline);
      throw new TimedOut();
    }
    passUntil(actor, until);
  }

  private void passUntil(Actor actor, Instant until) {
    requireAlive(actor);
    var next = nextAt();
    if (dying || (next.isPresent() && !next.get().isAfter(until))) {
      giveWay(actor, until);
    } else {
      // Nobody else would move meanwhile.
      time = until;
    }
  }

  private void giveWay(Actor actor, Instant until) {
    paused.add(actor);
    add(byTime, until, new Step(actor.whose, () -> move(actor)));
    actor.back.release();
    actor.go.acquireUninterruptibly();
    paused.remove(actor);
    requireAlive(actor);
  }

  private void requireAlive(Actor actor) {
    if (actor.killed || (dying && actor.whose == Whose.PROCESS)) {
      throw new Killed();
    }
  }

  /// When something is due next, by the world's time.
  private Optional<Instant> nextAt() {
    var timed = byTime.isEmpty() ? Instant.MAX : byTime.element().when();
    var clocked = byClock.isEmpty() ? Instant.MAX : byClock.element().when().minus(ahead);
    var first = timed.isBefore(clocked) ? timed : clocked;
    return first.equals(Instant.MAX)
        ? Optional.empty()
        : Optional.of(first.isBefore(time) ? time : first);
  }

  private PriorityQueue<Due> next() {
    var timed = byTime.peek();
    var clocked = byClock.peek();
    if (timed == null || clocked == null) {
      return timed == null ? byClock : byTime;
    }
    var order = timed.when().compareTo(clocked.when().minus(ahead));
    return order < 0 || (order == 0 && timed.byChoice(clocked) < 0) ? byTime : byClock;
  }

  /// Does the next thing that is due; time moves on to it.
  void step() {
    time = nextAt().orElseThrow();
    var step = next().remove().step();
    if (!step.cancelled) {
      step.what.run();
    }
    requireNoFailure();
  }

  private void requireNoFailure() {
    if (failure.isPresent()) {
      throw new IllegalStateException("a task failed at " + time, failure.get());
    }
  }

  /// As `kill -9`: from now on the process does nothing more; [#bury] it, and begin another.
  void kill() {
    dying = true;
  }

  /// Whether the process was killed and not yet buried.
  boolean isDying() {
    return dying;
  }

  /// Whatever the process planned or had under way is gone.
  void bury() {
    dying = true;
    byClock.clear();
    byTime.removeIf(due -> due.step().whose == Whose.PROCESS);
    for (var actor : List.copyOf(paused)) {
      if (actor.whose == Whose.PROCESS) {
        actor.killed = true;
        move(actor);
      }
    }
    dying = false;
  }

  /// The end of the world: no thread is left behind.
  void end() {
    byTime.clear();
    for (var actor : List.copyOf(paused)) {
      actor.killed = true;
      move(actor);
    }
    bury();
  }
}
