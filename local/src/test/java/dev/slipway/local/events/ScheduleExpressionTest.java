package dev.slipway.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.wire.AwsError;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
  @ParameterizedTest(name = "{0} in {1} after {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(10 minutes)              | UTC              | 2026-11-25T10:00:00Z | 2026-11-25T10:10:00Z
          rate(1 day)                   | UTC              | 2026-11-25T10:00:00Z | 2026-11-26T10:00:00Z
          at(2026-12-24T18:00:00)       | Europe/Berlin    | 2026-11-25T10:00:00Z | 2026-12-24T17:00:00Z
          at(2026-11-24T18:00:00)       | UTC              | 2026-11-25T10:00:00Z | none
          cron(15 10 * * ? *)           | UTC              | 2026-11-25T10:15:00Z | 2026-11-26T10:15:00Z
          cron(0/15 * * * ? *)          | UTC              | 2026-11-25T10:01:00Z | 2026-11-25T10:15:00Z
          cron(0 8 ? * MON-FRI *)       | Europe/Berlin    | 2026-11-27T10:00:00Z | 2026-11-30T07:00:00Z
          cron(0 9 1 * ? *)             | UTC              | 2026-11-25T10:00:00Z | 2026-12-01T09:00:00Z
          cron(0 9 L * ? *)             | UTC              | 2026-02-01T00:00:00Z | 2026-02-28T09:00:00Z
          cron(0 9 15W * ? *)           | UTC              | 2026-08-01T00:00:00Z | 2026-08-14T09:00:00Z
          cron(0 9 ? * 6#3 *)           | UTC              | 2026-11-01T00:00:00Z | 2026-11-20T09:00:00Z
          cron(0 9 ? * FRIL *)          | UTC              | 2026-11-01T00:00:00Z | 2026-11-27T09:00:00Z
          cron(0 12 29 2 ? *)           | UTC              | 2026-03-01T00:00:00Z | 2028-02-29T12:00:00Z
          cron(0 12 * * ? 2025)         | UTC              | 2026-03-01T00:00:00Z | none
          cron(30 2 * * ? *)            | America/New_York | 2026-03-07T12:00:00Z | 2026-03-09T06:30:00Z
          cron(30 1 * * ? *)            | America/New_York | 2026-11-01T00:00:00Z | 2026-11-01T05:30:00Z
          cron(30 1 * * ? *)            | America/New_York | 2026-11-01T05:30:00Z | 2026-11-02T06:30:00Z
          """)
  void happensAtItsTimes(String text, String zone, Instant after, String expected) {
    var next = ScheduleExpression.of(text, zone).next(after, after);
    assertThat(next.map(Instant::toString).orElse("none")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(5 weeks)",
        "cron(* * * * * *)",
        "cron(0 8 ? * ? *)",
        "cron(60 8 * * ? *)",
        "cron(0 8 * * ?)",
        "cron(0 8 32 * ? *)",
        "at(tomorrow)",
        "every day",
        ""
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> ScheduleExpression.of(text, "UTC")).isInstanceOf(AwsError.class);
  }
}
