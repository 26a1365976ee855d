package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a schedule was due.
class CronExpressionTest {
  /// 2026-11-25 is a Wednesday; in New York clocks go forward on 8 March and back on 1 November.
  @ParameterizedTest(name = "{0} in {1}, after {2}, until {3}: {4}")
  @CsvSource(
      delimiter = '~',
      nullValues = "never",
      textBlock =
          """
          */5 * * * *     ~ UTC              ~ 2026-11-25T10:00:00Z ~ 2026-11-25T10:05:00Z ~ 2026-11-25T10:05:00Z
          */5 * * * *     ~ UTC              ~ 2026-11-25T10:05:00Z ~ 2026-11-25T10:09:59Z ~ never
          */5 * * * *     ~ UTC              ~ 2026-11-25T10:04:59Z ~ 2026-11-25T10:05:00Z ~ 2026-11-25T10:05:00Z
          */5 * * * *     ~ UTC              ~ 2026-11-25T09:00:00Z ~ 2026-11-25T10:07:00Z ~ 2026-11-25T10:05:00Z
          0 4 * * *       ~ UTC              ~ 2026-11-24T04:00:00Z ~ 2026-11-25T03:59:59Z ~ never
          0 4 * * *       ~ UTC              ~ 2026-11-24T04:00:00Z ~ 2026-11-25T04:00:00Z ~ 2026-11-25T04:00:00Z
          0 4 * * mon-fri ~ UTC              ~ 2026-11-28T00:00:00Z ~ 2026-11-29T00:00:00Z ~ never
          0 4 1 * *       ~ UTC              ~ 2026-11-25T00:00:00Z ~ 2026-11-26T00:00:00Z ~ never
          0 4 1 * wed     ~ UTC              ~ 2026-11-25T00:00:00Z ~ 2026-11-26T00:00:00Z ~ 2026-11-25T04:00:00Z
          0 4 25 * sun    ~ UTC              ~ 2026-11-25T00:00:00Z ~ 2026-11-26T00:00:00Z ~ 2026-11-25T04:00:00Z
          0 4 * 12 *      ~ UTC              ~ 2026-11-25T00:00:00Z ~ 2026-11-26T00:00:00Z ~ never
          0 9 * * 0       ~ Asia/Tokyo       ~ 2026-11-28T23:00:00Z ~ 2026-11-29T00:00:00Z ~ 2026-11-29T00:00:00Z
          30 2 * * *      ~ America/New_York ~ 2026-03-08T06:55:00Z ~ 2026-03-08T07:05:00Z ~ 2026-03-08T07:00:00Z
          30 1 * * *      ~ America/New_York ~ 2026-11-01T05:25:00Z ~ 2026-11-01T05:35:00Z ~ 2026-11-01T05:30:00Z
          30 1 * * *      ~ America/New_York ~ 2026-11-01T06:25:00Z ~ 2026-11-01T06:35:00Z ~ never
          58 1 * * *      ~ America/New_York ~ 2026-11-01T05:55:00Z ~ 2026-11-01T06:05:00Z ~ 2026-11-01T05:58:00Z
          0 0 29 2 *      ~ UTC              ~ 2028-02-28T12:00:00Z ~ 2028-02-29T12:00:00Z ~ 2028-02-29T00:00:00Z
          """)
  void wasLastDue(String cron, ZoneId zone, Instant after, Instant until, Instant due) {
    assertThat(CronExpression.parse(cron).orElseThrow().last(after, until, zone).orElse(null))
        .isEqualTo(due);
  }

  /// Whoever looks again and again finds each time once, whatever the steps.
  @Test
  void isDueOnceHoweverOneLooks() {
    var random = new Random(7);
    var zone = ZoneId.of("America/New_York");
    var daily = CronExpression.parse("30 1,2 * * *").orElseThrow();
    var end = Instant.parse("2026-11-11T00:00:00Z");
    var found = 0;
    for (var time = Instant.parse("2026-02-11T00:00:00Z"); time.isBefore(end); ) {
      var next = time.plus(Duration.ofSeconds(1 + random.nextInt(1_700)));
      found += daily.last(time, next, zone).isPresent() ? 1 : 0;
      time = next;
    }
    assertThat(found).isEqualTo(2 * 273);
  }
}
