package dev.slipway.local.time;

import dev.slipway.local.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The one source of time and of later work. Nothing in `local` sleeps or reads another clock, so a
/// test that advances this scheduler advances the whole cloud.
public interface Scheduler extends InstantSource {
  /// How long a task waits for room on the disk before it is tried again.
  Duration FOR_ROOM = Duration.ofSeconds(5);

  /// Runs the task at or after that instant, once, on a thread of its own. A past instant means
  /// now.
  Task at(Instant when, Runnable task);

  /// Runs the task soon, on a thread of its own.
  default Task soon(Runnable task) {
    return at(instant(), task);
  }

  /// The task, done again after a pause where the disk was full: it goes on when there is room. So
  /// a task may begin anew; what it did by then stays.
  default Runnable untilThereIsRoom(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (StoreException e) {
        System.getLogger("slipway.time").log(System.Logger.Level.WARNING, e.getMessage());
        at(instant().plus(FOR_ROOM), task);
      }
    };
  }

  /// Scheduled work.
  interface Task {
    /// Keeps the task from running, unless it has begun.
    void cancel();
  }
}
