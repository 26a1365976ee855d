package dev.slipway.local.wire.http;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The `Date` of answers, written once in a second.
final class Dates {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Written(long second, String text) {}

  private final InstantSource clock;
  private volatile Written last = new Written(Long.MIN_VALUE, "");

  Dates(InstantSource clock) {
    this.clock = clock;
  }

  String now() {
    var now = clock.instant();
    var known = last;
    if (known.second() != now.getEpochSecond()) {
      known = new Written(now.getEpochSecond(), FORM.format(now));
      last = known;
    }
    return known.text();
  }
}
