package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final String JOBS = "jobs: {a: {runs-on: x, steps: [{run: a}]}}\n";
  private static final Schedules SCHEDULES =
      Schedules.of(
          "a".repeat(40),
          MIDNIGHT,
          Map.of(
              "nightly.yml",
              """
              on:
                push:
                schedule:
                  - cron: '0 4 * * *'
                  - {cron: '0 4 * * *', timezone: Asia/Tokyo}
              """
                  + JOBS,
              "push.yml",
              "on: push\n" + JOBS,
              "broken.yml",
              "on: {schedule: [{cron: 'x'}]}\n" + JOBS));

  @Test
  void areThoseOfTheValidFiles() {
    assertThat(SCHEDULES.entries())
        .containsExactly(
            new Schedules.Entry("nightly.yml", "0 4 * * *", Optional.empty()),
            new Schedules.Entry("nightly.yml", "0 4 * * *", Optional.of("Asia/Tokyo")));
  }

  @Test
  void areReadAsTheyWereWritten() {
    assertThat(Schedules.read(SCHEDULES.json())).isEqualTo(SCHEDULES);
  }

  @Test
  void areDueInTheirZones() {
    assertThat(SCHEDULES.due(MIDNIGHT.plus(Duration.ofHours(4))))
        .extracting(due -> due.entry().timezone().orElse("UTC"))
        .containsExactly("UTC");
    assertThat(SCHEDULES.due(MIDNIGHT.plus(Duration.ofHours(19))))
        .extracting(Schedules.Due::at)
        .containsExactly(MIDNIGHT.plus(Duration.ofHours(4)), MIDNIGHT.plus(Duration.ofHours(19)));
  }

  @Test
  void areDueOnceAfterALongSilence() {
    var late = MIDNIGHT.plus(Duration.ofDays(9).plusHours(3));
    assertThat(SCHEDULES.due(late))
        .extracting(Schedules.Due::at)
        .containsExactly(
            MIDNIGHT.plus(Duration.ofDays(8).plusHours(4)),
            MIDNIGHT.plus(Duration.ofDays(8).plusHours(19)));
  }

  @Test
  void ofANewCommitGoOnWhereThoseOfTheOldOneWere() {
    var later = MIDNIGHT.plus(Duration.ofHours(5));
    assertThat(SCHEDULES.at(later).due(later)).isEmpty();
    var hourly = "on: {schedule: [{cron: '0 * * * *'}]}\n" + JOBS;
    var next = SCHEDULES.as(Schedules.of("b".repeat(40), later, Map.of("hourly.yml", hourly)));
    assertThat(next.sha()).isEqualTo("b".repeat(40));
    assertThat(next.due(later)).extracting(Schedules.Due::at).containsExactly(later);
  }
}
