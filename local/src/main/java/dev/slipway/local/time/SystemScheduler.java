package dev.slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The machine's clock. One thread waits for what is due; each task runs on a virtual thread.
///
/// Due is what the clock says: where it is moved, or the machine slept, tasks are due earlier or
/// later than was thought when they were scheduled. So whoever waits looks at the clock now and
/// then.
public final class SystemScheduler implements Scheduler, AutoCloseable {
  private static final Duration USUAL_LOOK = Duration.ofSeconds(10);

  private final ScheduledExecutorService waiting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("scheduler").factory());
  private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock;
  private final Duration look;

  public SystemScheduler() {
    this(InstantSource.system(), USUAL_LOOK);
  }

  /// @param look after that long at most, a task that waits looks at the clock
  SystemScheduler(InstantSource clock, Duration look) {
    this.clock = clock;
    this.look = look;
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public Task at(Instant when, Runnable task) {
    var waiter = new Waiter(when, guarded(task));
    waiter.look();
    return waiter;
  }

  /// Begins a task when the clock says so.
  private final class Waiter implements Task {
    private final Instant when;
    private final Runnable task;
    private Future<?> next = CompletableFuture.completedFuture(null);
    private boolean cancelled;

    Waiter(Instant when, Runnable task) {
      this.when = when;
      this.task = task;
    }

    synchronized void look() {
      if (cancelled) {
        return;
      }
      try {
        var pause = Duration.between(instant(), when);
        var shorter = pause.compareTo(look) < 0 ? pause : look;
        next =
            pause.isPositive()
                ? waiting.schedule(this::look, shorter.toNanos(), TimeUnit.NANOSECONDS)
                : running.submit(task);
      } catch (RejectedExecutionException _) {
        // The cloud is closing: what is due now happens after the next start.
      }
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      next.cancel(false);
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
