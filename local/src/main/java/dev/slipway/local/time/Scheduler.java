package dev.slipway.local.time;

import java.time.Instant;
import java.time.InstantSource;

/// The one source of time and of later work. Nothing in `local` sleeps or reads another clock, so a
/// test that advances this scheduler advances the whole cloud.
public interface Scheduler extends InstantSource {
  /// Runs the task at or after that instant, once, on a thread of its own. A past instant means
  /// now.
  Task at(Instant when, Runnable task);

  /// Runs the task soon, on a thread of its own.
  default Task soon(Runnable task) {
    return at(instant(), task);
  }

  /// Scheduled work.
  interface Task {
    /// Keeps the task from running, unless it has begun.
    void cancel();
  }
}
