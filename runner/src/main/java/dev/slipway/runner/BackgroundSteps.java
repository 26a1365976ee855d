package dev.slipway.runner;

import dev.slipway.ci.job.StepResult;
import dev.slipway.model.Conclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// The steps of a job that go on while later ones run: `background`, `wait`, `wait-all`, `cancel`.
///
/// What such a step leaves behind is seen by others only after they waited for it. As many run at
/// once as `BackgroundStepCoordinator.cs` allows; the others wait for their turn. For the thread of
/// the job.
final class BackgroundSteps {
  private static final int AT_ONCE = 10;

  private final JobState state;
  private final List<StepResult> results;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<String, Aside> asides = new LinkedHashMap<>();

  /// @param results takes the results of steps that were waited for
  BackgroundSteps(JobState state, List<StepResult> results) {
    this.state = state;
    this.results = results;
  }

  /// One step that goes on, or has not been waited for yet.
  private static final class Aside {
    private final NumberedStep step;
    private final CompletableFuture<NumberedStep.Done> end = new CompletableFuture<>();
    private boolean isSettled;
    private boolean isUnwanted;

    Aside(NumberedStep step) {
      this.step = step;
    }
  }

  /// Begins a step, and returns at once.
  ///
  /// @param over what to do when the step is over
  void start(NumberedStep step, Runnable over) {
    var aside = new Aside(step);
    asides.put(step.key(), aside);
    step.decide();
    Thread.ofVirtual()
        .name("background " + step.key())
        .start(() -> {
          places.acquireUninterruptibly();
          try {
            aside.end.complete(step.runAside());
          } catch (RuntimeException e) {
            aside.end.completeExceptionally(e);
          } finally {
            places.release();
            over.run();
          }
        });
  }

  /// Waits for some steps.
  Attempt await(List<String> keys, StepLog log) {
    log.say("Waiting for %d background step(s)".formatted(keys.size()));
    var worst = Conclusion.SUCCESS;
    for (var key : keys) {
      worst = worse(worst, settle(key, log));
    }
    return Attempt.of(worst);
  }

  /// Waits for all that nobody waited for.
  Attempt awaitAll(StepLog log) {
    var open = open();
    if (open.isEmpty()) {
      log.say("No background step is left to wait for");
      return Attempt.of(Conclusion.SUCCESS);
    }
    return await(open, log);
  }

  /// Whether somebody has to wait yet.
  List<String> open() {
    var open = new ArrayList<String>();
    asides.forEach((key, aside) -> {
      if (!aside.isSettled) {
        open.add(key);
      }
    });
    return open;
  }

  /// Ends a step. That it was cancelled does not fail the job.
  Attempt cancel(String key, StepLog log) {
    log.say("Cancelling " + key);
    var aside = asides.get(key);
    if (aside != null && !aside.isSettled) {
      aside.isUnwanted = true;
      aside.step.end();
      settle(key, log);
    }
    return Attempt.of(Conclusion.SUCCESS);
  }

  /// A key of a step that never began, or does not run in the background, has nothing to wait for.
  private Conclusion settle(String key, StepLog log) {
    var aside = asides.get(key);
    if (aside == null || aside.isSettled) {
      return Conclusion.SUCCESS;
    }
    try {
      var done = aside.end.get();
      aside.isSettled = true;
      done.ended().settle(state);
      results.add(done.result());
      log.say("  %s: %s".formatted(done.result().name(), done.result().conclusion().word()));
      var cancelled = done.result().conclusion() == Conclusion.CANCELLED;
      return cancelled && aside.isUnwanted ? Conclusion.SUCCESS : done.result().conclusion();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      aside.step.cut();
      return Conclusion.CANCELLED;
    } catch (ExecutionException e) {
      aside.isSettled = true;
      log.error("The background step %s failed: %s".formatted(key, e.getCause()));
      state.fail();
      return Conclusion.FAILURE;
    }
  }

  private static Conclusion worse(Conclusion one, Conclusion other) {
    if (one == Conclusion.FAILURE || other == Conclusion.FAILURE) {
      return Conclusion.FAILURE;
    }
    return other == Conclusion.CANCELLED ? other : one;
  }
}
