package dev.slipway.local.events;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The six fields of AWS's cron expressions: minute, hour, day of month, month, day of week, year.
/// Of the two days one is `?`.
///
/// A time that the clocks skip in spring does not happen; one that they repeat in autumn happens
/// the first time only.
record CronFields(
    BitSet minutes,
    BitSet hours,
    String dayOfMonth,
    BitSet months,
    String dayOfWeek,
    BitSet years) {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS =
      List.of("", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  /// @throws IllegalArgumentException when it is no such expression
  static CronFields of(String text) {
    var fields = text.strip().split("\\s+", -1);
    if (fields.length != 6) {
      throw new IllegalArgumentException("six fields are needed");
    }
    if (fields[2].equals("?") == fields[4].equals("?")) {
      throw new IllegalArgumentException("one of the days must be ?");
    }
    var cron =
        new CronFields(
            bits(fields[0], 0, 59, List.of()),
            bits(fields[1], 0, 23, List.of()),
            fields[2].toUpperCase(Locale.ROOT),
            bits(fields[3], 1, 12, MONTHS),
            fields[4].toUpperCase(Locale.ROOT),
            bits(fields[5], FIRST_YEAR, LAST_YEAR, List.of()));
    var _ = cron.days(YearMonth.of(2026, 1));
    return cron;
  }

  /// `*`, `1,2`, `1-5`, `0/15` and names.
  private static BitSet bits(String field, int least, int most, List<String> names) {
    var bits = new BitSet();
    for (var part : field.toUpperCase(Locale.ROOT).split(",", -1)) {
      var slash = part.split("/", -1);
      var range = slash[0].split("-", -1);
      if (slash.length > 2 || range.length > 2) {
        throw new IllegalArgumentException(part);
      }
      var step = slash.length == 2 ? Integer.parseInt(slash[1]) : 1;
      var all = slash[0].equals("*");
      var from = all ? least : value(range[0], names);
      var single = range.length == 1 && slash.length == 1 && !all;
      var open = single ? from : most;
      var to = range.length == 2 ? value(range[1], names) : open;
      if (step < 1 || from < least || to > most || from > to) {
        throw new IllegalArgumentException(part);
      }
      for (var value = from; value <= to; value += step) {
        bits.set(value);
      }
    }
    return bits;
  }

  private static int value(String text, List<String> names) {
    var named = text.isEmpty() ? -1 : names.indexOf(text);
    return named > 0 ? named : Integer.parseInt(text);
  }

  Optional<Instant> next(Instant after, ZoneId zone) {
    var start = LocalDateTime.ofInstant(after, zone);
    var month = YearMonth.from(start);
    while (month.getYear() <= LAST_YEAR) {
      if (years.get(month.getYear()) && months.get(month.getMonthValue())) {
        var days = days(month);
        for (var day = days.nextSetBit(1); day >= 0; day = days.nextSetBit(day + 1)) {
          var found = onDay(month.atDay(day), after, zone);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      month = month.plusMonths(1);
    }
    return Optional.empty();
  }

  private Optional<Instant> onDay(LocalDate day, Instant after, ZoneId zone) {
    if (day.plusDays(1).atStartOfDay(zone).toInstant().isBefore(after)) {
      return Optional.empty();
    }
    for (var hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (var minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        var local = day.atTime(LocalTime.of(hour, minute));
        if (!zone.getRules().getValidOffsets(local).isEmpty()) {
          var instant = local.atZone(zone).toInstant();
          if (instant.isAfter(after)) {
            return Optional.of(instant);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// The days of a month on which it happens.
  private BitSet days(YearMonth month) {
    return dayOfMonth.equals("?") ? byWeekday(month) : byDate(month);
  }

  private BitSet byDate(YearMonth month) {
    var length = month.lengthOfMonth();
    var days = new BitSet();
    if (dayOfMonth.equals("L")) {
      days.set(length);
    } else if (dayOfMonth.equals("LW")) {
      days.set(weekday(month, length));
    } else if (dayOfMonth.endsWith("W")) {
      var wanted = Integer.parseInt(dayOfMonth.substring(0, dayOfMonth.length() - 1));
      if (wanted < 1 || wanted > 31) {
        throw new IllegalArgumentException(dayOfMonth);
      }
      if (wanted <= length) {
        days.set(weekday(month, wanted));
      }
    } else {
      days = bits(dayOfMonth, 1, 31, List.of());
      days.clear(length + 1, 32);
    }
    return days;
  }

  /// The working day nearest to a date, within its month.
  private static int weekday(YearMonth month, int day) {
    var date = month.atDay(day);
    if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
      return day > 1 ? day - 1 : day + 2;
    }
    if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return day < month.lengthOfMonth() ? day + 1 : day - 2;
    }
    return day;
  }

  private BitSet byWeekday(YearMonth month) {
    var length = month.lengthOfMonth();
    var days = new BitSet();
    var nth = dayOfWeek.split("#", -1);
    var last = dayOfWeek.length() > 1 && dayOfWeek.endsWith("L");
    if (nth.length > 2) {
      throw new IllegalArgumentException(dayOfWeek);
    }
    var field = last ? dayOfWeek.substring(0, dayOfWeek.length() - 1) : nth[0];
    var wanted = field.equals("L") ? bits("7", 1, 7, DAYS) : bits(field, 1, 7, DAYS);
    var which = nth.length == 2 ? Integer.parseInt(nth[1]) : 0;
    if (nth.length == 2 && (which < 1 || which > 5)) {
      throw new IllegalArgumentException(dayOfWeek);
    }
    for (var day = 1; day <= length; day++) {
      // Sunday is 1 here and 7 in Java.
      var number = month.atDay(day).getDayOfWeek().getValue() % 7 + 1;
      var right = which == 0 || (day - 1) / 7 + 1 == which;
      if (wanted.get(number) && right && (!last || day + 7 > length)) {
        days.set(day);
      }
    }
    return days;
  }
}
