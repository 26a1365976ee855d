package dev.slipway.local.simulation;

import dev.slipway.local.lambda.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Calls of functions that crash before they begin or after they ended, are made twice, and are cut
/// off when their time is over. A function ends as its environment does, whatever it threw.
final class CrashingCalls implements Calls {
  private static final double STORM = 0.7;

  private final SimulatedScheduler scheduler;
  private final Faults faults;
  private final EventLog log;
  private Instant stormEnds = Instant.MIN;

  CrashingCalls(SimulatedScheduler scheduler, Faults faults, EventLog log) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.log = log;
  }

  /// From now on most calls crash, for that long.
  void storm(Duration length) {
    log.add(Faults.OfFunction.STORM, length.toString());
    stormEnds = scheduler.time().plus(length);
  }

  @Override
  public <T> T run(Callable<T> code, Duration timeout) throws ExecutionException, TimeoutException {
    var fault =
        scheduler.time().isBefore(stormEnds) && faults.happens(STORM)
            ? Optional.of(Faults.OfFunction.CRASH_BEFORE)
            : faults.ofFunction();
    fault.ifPresent(kind -> log.add(kind, "a function"));
    try {
      return scheduler.within(timeout, () -> run(code, fault));
    } catch (SimulatedScheduler.TimedOut _) {
      log.add(Faults.OfFunction.TIMEOUT, timeout.toString());
      throw new TimeoutException();
    }
  }

  private static <T> T run(Callable<T> code, Optional<Faults.OfFunction> fault)
      throws ExecutionException {
    if (fault.filter(Faults.OfFunction.CRASH_BEFORE::equals).isPresent()) {
      throw new ExecutionException(new Faults.Crash());
    }
    try {
      var answer = code.call();
      if (fault.filter(Faults.OfFunction.CRASH_AFTER::equals).isPresent()) {
        throw new Faults.Crash();
      }
      return fault.filter(Faults.OfFunction.TWICE::equals).isPresent() ? code.call() : answer;
    } catch (SimulatedScheduler.Killed | SimulatedScheduler.TimedOut e) {
      throw e;
    } catch (Exception | Error e) {
      throw new ExecutionException(e);
    }
  }
}
