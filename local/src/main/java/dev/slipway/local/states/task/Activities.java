package dev.slipway.local.states.task;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;

/// Tasks that wait for a worker to ask for them. The executions own them durably; here is only who
/// comes next.
public final class Activities {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Scheduler scheduler;
  private final Map<String, ArrayDeque<Waiting>> tasks = new HashMap<>();
  private final Map<String, ArrayDeque<CompletableFuture<Optional<Waiting>>>> workers =
      new HashMap<>();
  private BiPredicate<Waiting, String> taker = (_, _) -> false;

  /// A task as a worker gets it.
  public record Waiting(String token, Document input) {}

  public Activities(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Says who notes that a worker took a task, and whether the task was still there.
  public void whenTaken(BiPredicate<Waiting, String> noting) {
    taker = noting;
  }

  void offer(String arn, Waiting task) {
    CompletableFuture<Optional<Waiting>> worker;
    synchronized (this) {
      worker = workers.computeIfAbsent(arn, _ -> new ArrayDeque<>()).poll();
      if (worker == null) {
        tasks.computeIfAbsent(arn, _ -> new ArrayDeque<>()).add(task);
      }
    }
    if (worker != null && !worker.complete(Optional.of(task))) {
      // That worker went away in this moment; the next one may take it.
      offer(arn, task);
    }
  }

  /// The next task for a worker; waits for one up to a minute.
  public Optional<Waiting> take(String arn, String worker) {
    for (var task = next(arn); task.isPresent(); task = next(arn)) {
      if (taker.test(task.get(), worker)) {
        return task;
      }
      // It was given up in the meantime.
    }
    return Optional.empty();
  }

  private Optional<Waiting> next(String arn) {
    var waiting = new CompletableFuture<Optional<Waiting>>();
    synchronized (this) {
      var ready = tasks.computeIfAbsent(arn, _ -> new ArrayDeque<>()).poll();
      if (ready != null) {
        return Optional.of(ready);
      }
      workers.computeIfAbsent(arn, _ -> new ArrayDeque<>()).add(waiting);
    }
    var end =
        scheduler.at(
            scheduler.instant().plus(LONGEST_WAIT), () -> waiting.complete(Optional.empty()));
    try {
      return waiting.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      end.cancel();
      waiting.complete(Optional.empty());
      synchronized (this) {
        workers.getOrDefault(arn, new ArrayDeque<>()).removeIf(CompletableFuture::isDone);
      }
    }
  }
}
