package dev.slipway.local.events;

import dev.slipway.local.wire.AwsError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// When something happens: `rate(10 minutes)`, `cron(0 8 ? * MON-FRI *)`,
/// `at(2026-11-25T10:00:00)`.
///
/// Reference: "Schedule types in EventBridge Scheduler".
public sealed interface ScheduleExpression {
  /// As it was written.
  String text();

  /// The first time after that instant.
  ///
  /// @param since when the schedule began; a rate counts from there
  Optional<Instant> next(Instant after, Instant since);

  record Rate(String text, Duration every) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant since) {
      var passed = Duration.between(since, after);
      var times = passed.isNegative() ? 0 : passed.dividedBy(every);
      return Optional.of(since.plus(every.multipliedBy(times + 1)));
    }
  }

  record At(String text, LocalDateTime when, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant since) {
      return Optional.of(when.atZone(zone).toInstant()).filter(instant -> instant.isAfter(after));
    }
  }

  record Cron(String text, CronFields fields, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant since) {
      return fields.next(after, zone);
    }
  }

  Pattern FORM = Pattern.compile("(rate|cron|at)\\((.*)\\)");
  Pattern RATE = Pattern.compile("([1-9]\\d{0,8}) +(minute|hour|day)(s?)");

  /// @param zone an IANA name, `Europe/Berlin`
  /// @throws AwsError `ValidationException` when it is none
  static ScheduleExpression of(String text, String zone) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw invalid(text);
    }
    var inner = form.group(2).strip();
    try {
      var place = ZoneId.of(zone);
      return switch (form.group(1)) {
        case "rate" -> rate(text, inner);
        case "at" -> new At(text, LocalDateTime.parse(inner), place);
        default -> new Cron(text, CronFields.of(inner), place);
      };
    } catch (DateTimeException | IllegalArgumentException _) {
      throw invalid(text);
    }
  }

  private static Rate rate(String text, String inner) {
    var match = RATE.matcher(inner);
    if (!match.matches() || match.group(1).equals("1") == match.group(3).equals("s")) {
      throw invalid(text);
    }
    var count = Long.parseLong(match.group(1));
    return new Rate(
        text,
        switch (match.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  private static AwsError invalid(String text) {
    return new AwsError(
        400, "ValidationException", "Invalid Schedule Expression %s.".formatted(text));
  }
}
