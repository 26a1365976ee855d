package dev.slipway.local.lambda;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How a function's code is run.
public interface Calls {
  /// Runs the code to its end.
  ///
  /// @throws TimeoutException when it took longer; it was cut off
  /// @throws ExecutionException when it threw
  /// @throws InterruptedException when the caller was told to stop
  <T> T run(Callable<T> code, Duration timeout)
      throws TimeoutException, ExecutionException, InterruptedException;

  /// On a virtual thread of its own, interrupted when its time is over.
  static Calls onThreads() {
    return new Calls() {
      @Override
      public <T> T run(Callable<T> code, Duration timeout)
          throws TimeoutException, ExecutionException, InterruptedException {
        var task = new FutureTask<>(code);
        var _ = Thread.ofVirtual().name("function").start(task);
        try {
          return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
          task.cancel(true);
          throw e;
        }
      }
    };
  }

  /// On the caller's thread, for as long as it takes: for simulated time, in which code takes none.
  static Calls directly() {
    return new Calls() {
      @Override
      public <T> T run(Callable<T> code, Duration timeout) throws ExecutionException {
        try {
          return code.call();
        } catch (Exception e) {
          throw new ExecutionException(e);
        }
      }
    };
  }
}
