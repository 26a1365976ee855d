package dev.slipway.local.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// What happens to the process as a whole: it is killed, between two calls or two changes of its
/// store; its clock jumps; its disk is full and its functions crash for a while.
final class Misfortunes {
  private static final Duration STORM = Duration.ofMinutes(30);
  private static final Duration JUMP = Duration.ofMinutes(15);
  private static final Duration FAR = Duration.ofHours(3);
  private static final Duration FULL = Duration.ofMinutes(10);
  private static final int WRITES = 40;

  private final SimulatedScheduler scheduler;
  private final Faults faults;
  private final EventLog log;
  private final CrashingCalls calls;

  private Instant fullUntil = Instant.MIN;

  /// Changes of the store until the process is killed.
  private int changes = Integer.MAX_VALUE;

  Misfortunes(SimulatedScheduler scheduler, Faults faults, EventLog log, CrashingCalls calls) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.log = log;
    this.calls = calls;
  }

  void plan(Supplier<Instant> sometime) {
    while (faults.happens(0.3)) {
      scheduler.inTheWorld(sometime.get(), this::kill);
    }
    while (faults.happens(0.3)) {
      scheduler.inTheWorld(sometime.get(), () -> changes = faults.random().nextInt(WRITES));
    }
    if (faults.rate() == 0) {
      return;
    }
    while (faults.happens(0.4)) {
      scheduler.inTheWorld(sometime.get(), this::jump);
    }
    if (faults.happens(0.1)) {
      scheduler.inTheWorld(sometime.get(), () -> calls.storm(faults.within(STORM)));
    }
    if (faults.happens(0.1)) {
      scheduler.inTheWorld(
          sometime.get(), () -> fullUntil = scheduler.time().plus(faults.within(FULL)));
    }
  }

  private void kill() {
    log.add(Faults.OfProcess.KILL, "the process");
    scheduler.kill();
  }

  private void jump() {
    if (faults.random().nextBoolean()) {
      var back = faults.within(JUMP);
      log.add(Faults.OfProcess.CLOCK_BACK, back.toString());
      scheduler.jump(back.negated());
    } else {
      var forward = faults.within(faults.happens(0.2) ? FAR : JUMP);
      log.add(Faults.OfProcess.CLOCK_FORWARD, forward.toString());
      scheduler.jump(forward);
    }
  }

  /// Nothing starts on a full disk, so somebody makes room first.
  void makeRoom() {
    fullUntil = Instant.MIN;
  }

  /// Asked before each change of the store.
  long room() {
    if (!scheduler.isAtWork()) {
      return Long.MAX_VALUE;
    }
    if (scheduler.isDying()) {
      throw new SimulatedScheduler.Killed();
    }
    if (--changes == 0) {
      log.add(Faults.OfProcess.KILL_AT_WRITE, "the process");
      scheduler.kill();
      throw new SimulatedScheduler.Killed();
    }
    if (scheduler.time().isBefore(fullUntil)) {
      log.add(Faults.OfProcess.DISK_FULL, "until " + fullUntil);
      return 0;
    }
    return Long.MAX_VALUE;
  }
}
