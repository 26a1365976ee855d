package dev.slipway.runner;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Does something after a while, unless it is called off; then nothing of it is kept.
final class Alarm {
  private final CompletableFuture<Void> time = new CompletableFuture<>();

  private Alarm() {}

  static Alarm in(Duration delay, Runnable action) {
    var alarm = new Alarm();
    var _ = alarm.time.thenRunAsync(action, Thread::startVirtualThread);
    alarm.time.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    return alarm;
  }

  void off() {
    time.cancel(false);
  }
}
