package dev.slipway.local.states.language;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When and how often a failed state is tried again.
public record Retrier(
    List<String> errors,
    long intervalSeconds,
    long maxAttempts,
    double backoffRate,
    Optional<Long> maxDelaySeconds,
    Jitter jitter) {
  /// Whether a pause is drawn at random up to its full length.
  public enum Jitter {
    FULL,
    NONE
  }

  /// The pause before the next attempt.
  ///
  /// @param attempts how many retries this retrier has made so far
  public Duration pause(long attempts, RandomGenerator chance) {
    var seconds = intervalSeconds * Math.pow(backoffRate, (double) attempts);
    var capped = Math.min(seconds, maxDelaySeconds.map(Long::doubleValue).orElse(seconds));
    // Nothing waits longer than a year, as an execution lives no longer.
    var millis = Math.min(capped, 31_536_000) * 1000;
    return Duration.ofMillis(
        switch (jitter) {
          case NONE -> (long) millis;
          case FULL -> (long) (chance.nextDouble() * millis);
        });
  }
}
