package dev.slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The machine's clock. One thread waits for what is due; each task runs on a virtual thread.
public final class SystemScheduler implements Scheduler, AutoCloseable {
  private final ScheduledExecutorService waiting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("scheduler").factory());
  private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Task at(Instant when, Runnable task) {
    try {
      var pause = Duration.between(instant(), when);
      if (!pause.isPositive()) {
        var now = running.submit(guarded(task));
        return () -> now.cancel(false);
      }
      var later = waiting.schedule(() -> start(task), pause.toNanos(), TimeUnit.NANOSECONDS);
      return () -> later.cancel(false);
    } catch (RejectedExecutionException _) {
      // The cloud is closing: what is due now happens after the next start.
      return () -> {};
    }
  }

  private void start(Runnable task) {
    try {
      running.execute(guarded(task));
    } catch (RejectedExecutionException _) {
      // As above.
    }
  }

  private Runnable guarded(Runnable task) {
    var persistent = untilThereIsRoom(task);
    return () -> {
      try {
        persistent.run();
      } catch (RuntimeException e) {
        System.getLogger("slipway.time").log(System.Logger.Level.ERROR, "a task failed", e);
      }
    };
  }

  @Override
  public void close() {
    waiting.shutdownNow();
    running.shutdownNow();
  }
}
