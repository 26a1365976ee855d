package dev.slipway.local.wire.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When a connection has waited for its client long enough. A timer for each read would cost more
/// than the read; so this is a note, which the listener looks at now and then.
final class Deadline {
  private static final long NONE = Long.MAX_VALUE;

  private final LongSupplier nanos;
  private volatile long end = NONE;

  /// @param nanos a clock that only goes forward
  Deadline(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void in(Duration time) {
    end = nanos.getAsLong() + time.toNanos();
  }

  /// The client is not waited for.
  void none() {
    end = NONE;
  }

  boolean isOver() {
    return end != NONE && nanos.getAsLong() - end > 0;
  }
}
