package dev.slipway.runner;

import java.time.Duration;

/// `timeout-minutes`: a number, whole or not. Zero and less mean no limit.
final class Minutes {
  private static final double MOST = Duration.ofDays(366).toMinutes();

  private Minutes() {}

  /// @throws StepFailure when the text is no number
  static Duration of(String text, String what) {
    try {
      var minutes = Math.clamp(Double.parseDouble(text.strip()), 0, MOST);
      return Duration.ofMillis((long) (minutes * 60_000));
    } catch (NumberFormatException _) {
      throw new StepFailure("%s is '%s', not a number of minutes".formatted(what, text));
    }
  }

  /// As the log shows them.
  static String shown(Duration time) {
    var minutes = time.toMillis() / 60_000.0;
    return minutes == Math.rint(minutes) ? Long.toString((long) minutes) : Double.toString(minutes);
  }
}
