package dev.slipway.ci.workflow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A POSIX cron expression: minute, hour, day, month, weekday.
///
/// @param fields the values of each, in that order
public record CronExpression(List<BitSet> fields) {
  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private static final int MINUTES = 60;
  private static final int MAX_LENGTH = 1_000;
  private static final int DAYS_OF_MONTH = 31;
  private static final int DAYS_OF_WEEK = 7;

  /// Hours; Antarctica/Troll changes by two.
  private static final int LONGEST_CHANGE = 3;

  public CronExpression {
    fields = List.copyOf(fields);
  }

  static boolean isValid(String text) {
    return parse(text).isPresent();
  }

  /// Reads an expression; empty when it is none. GitHub has no `@daily` and its like.
  public static Optional<CronExpression> parse(String text) {
    var parts = text.strip().split("[ \\t]+", -1);
    if (parts.length != FIELDS.size() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var fields = new BitSet[parts.length];
    for (var i = 0; i < parts.length; i++) {
      var values = FIELDS.get(i).values(parts[i].toLowerCase(Locale.ROOT));
      if (values.isEmpty()) {
        return Optional.empty();
      }
      fields[i] = values.get();
    }
    return Optional.of(new CronExpression(List.of(fields)));
  }

  /// The latest time after one moment and not after another. A time that the change to summer time
  /// skips comes right after it; of one that comes twice, the first counts.
  ///
  /// Looks at each minute between the two.
  public Optional<Instant> last(Instant after, Instant until, ZoneId zone) {
    var rules = zone.getRules();
    var first = local(after, rules).minusHours(LONGEST_CHANGE);
    var last = local(until, rules).plusHours(LONGEST_CHANGE).truncatedTo(ChronoUnit.MINUTES);
    for (var time = last; !time.isBefore(first); time = time.minusMinutes(1)) {
      if (matches(time)) {
        var at = instant(time, rules);
        if (at.isAfter(after) && !at.isAfter(until)) {
          return Optional.of(at);
        }
      }
    }
    return Optional.empty();
  }

  private static LocalDateTime local(Instant time, ZoneRules rules) {
    return LocalDateTime.ofInstant(time, rules.getOffset(time));
  }

  private static Instant instant(LocalDateTime time, ZoneRules rules) {
    var change = rules.getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.toInstant(rules.getValidOffsets(time).getFirst());
  }

  /// Where both days are restricted, either will do: POSIX, crontab.
  private boolean matches(LocalDateTime time) {
    var days = fields.get(2);
    var weekdays = fields.get(4);
    var day = days.get(time.getDayOfMonth());
    var weekday = weekdays.get(time.getDayOfWeek().getValue() % DAYS_OF_WEEK);
    var either = days.cardinality() < DAYS_OF_MONTH && weekdays.cardinality() < DAYS_OF_WEEK;
    return fields.get(0).get(time.getMinute())
        && fields.get(1).get(time.getHour())
        && fields.get(3).get(time.getMonthValue())
        && (either ? day || weekday : day && weekday);
  }

  /// The fewest minutes between two times within an hour, or to the next hour.
  public int shortestInterval() {
    var minutes = fields.getFirst();
    var shortest = MINUTES;
    var first = minutes.nextSetBit(0);
    for (var minute = first; minute >= 0; ) {
      var next = minutes.nextSetBit(minute + 1);
      if (next >= 0) {
        shortest = Math.min(shortest, next - minute);
      }
      minute = next;
    }
    var hourly = fields.get(1).cardinality() > 1;
    return hourly ? Math.min(shortest, first + MINUTES - (minutes.length() - 1)) : shortest;
  }

  /// @param names of the values from `least` on
  private record Field(int least, int most, List<String> names) {
    Optional<BitSet> values(String text) {
      var values = new BitSet();
      for (var part : text.split(",", -1)) {
        if (!add(part, values)) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }

    private boolean add(String part, BitSet values) {
      var step = part.split("/", -1);
      var range = step[0].split("-", -1);
      if (step.length > 2 || range.length > 2) {
        return false;
      }
      var any = step[0].equals("*");
      var from = any ? least : value(range[0]);
      var to =
          any || (step.length == 2 && range.length == 1) ? most : value(range[range.length - 1]);
      var by = step.length == 2 ? digits(step[1]) : 1;
      if (from < least || to > most || to < from || by < 1) {
        return false;
      }
      for (var value = from; value <= to; value += by) {
        values.set(value);
      }
      return true;
    }

    private int value(String text) {
      var name = names.indexOf(text);
      return name >= 0 ? least + name : digits(text);
    }

    /// The number, or -1.
    private static int digits(String text) {
      return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
  }
}
