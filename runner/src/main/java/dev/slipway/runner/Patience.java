package dev.slipway.runner;

import java.time.Duration;

/// For how long something is tried again, with pauses that double.
///
/// @param limit all pauses together; zero tries once
record Patience(Duration limit, Pauses pauses) {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  /// How to wait; tests do not.
  interface Pauses {
    void pause(Duration time) throws InterruptedException;
  }

  /// What one task has waited so far.
  final class Tries {
    private Duration waited = Duration.ZERO;
    private Duration next = FIRST;

    /// Waits, then says to try again; false when patience is over.
    boolean again() {
      if (waited.compareTo(limit) >= 0) {
        return false;
      }
      try {
        pauses.pause(next);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
      waited = waited.plus(next);
      next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
      return true;
    }
  }

  /// The same pauses, but never used.
  Patience none() {
    return new Patience(Duration.ZERO, pauses);
  }

  Tries tries() {
    return new Tries();
  }
}
