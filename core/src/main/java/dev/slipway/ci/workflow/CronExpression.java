package dev.slipway.ci.workflow;

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
