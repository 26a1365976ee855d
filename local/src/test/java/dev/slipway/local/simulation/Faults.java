package dev.slipway.local.simulation;

import java.time.Duration;
import java.util.Random;

/// Decides by the seed what goes wrong, and when.
///
/// @param rate between 0 and 1; 0 for a world without faults
record Faults(Random random, double rate) {
  /// A function's execution environment ends in the middle of a call.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the environment crashed", null, false, false);
    }
  }

  /// What becomes of a call to a service.
  enum Call {
    GOES_WELL,
    THROTTLED,
    /// Carried out, and the answer lost.
    ANSWER_LOST,
    CRASHES_BEFORE,
    CRASHES_AFTER
  }

  Call call() {
    if (random.nextDouble() >= rate) {
      return Call.GOES_WELL;
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> Call.THROTTLED;
      case 2, 3 -> Call.ANSWER_LOST;
      case 4 -> Call.CRASHES_BEFORE;
      default -> Call.CRASHES_AFTER;
    };
  }

  boolean twice() {
    return random.nextDouble() < rate;
  }

  boolean happens(double often) {
    return random.nextDouble() < often;
  }

  /// Up to that long.
  Duration within(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }
}
