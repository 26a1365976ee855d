package dev.slipway.model;

import java.time.Instant;
import java.util.regex.Pattern;

/// A run's number: unique in an installation, rising with time, exact in a JavaScript number.
public record RunId(long value) implements Comparable<RunId> {
  /// Bits below the time: twelve, of what it is a run of.
  public static final int TIME_SHIFT = 12;

  private static final Pattern WRITTEN = Pattern.compile("[1-9]\\d{0,15}");
  private static final long MAX = (1L << 53) - 1;

  public RunId {
    if (value <= 0 || value > MAX) {
      throw new IllegalArgumentException("run id " + value + " is not between 1 and 2^53-1");
    }
  }

  /// @throws IllegalArgumentException when the text is no run id as [#toString] writes it
  public static RunId parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no run id");
    }
    return new RunId(Long.parseLong(text));
  }

  /// When the event was received, to the millisecond.
  public Instant receivedAt() {
    return Instant.ofEpochMilli(value >> TIME_SHIFT);
  }

  /// The id to take where another run has this one.
  public RunId next() {
    return new RunId(value + 1);
  }

  @Override
  public int compareTo(RunId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
