package dev.slipway.ci.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingOrdersTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final String JOBS = "jobs: {a: {runs-on: x, steps: [{run: a}]}}\n";
  private static final StandingOrders ORDERS =
      StandingOrders.of(
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
              "on: {push: , workflow_run: {workflows: [Nightly build, CI]}}\n" + JOBS,
              "broken.yml",
              "on: {schedule: [{cron: 'x'}]}\n" + JOBS));

  @Test
  void areThoseOfTheValidFiles() {
    assertThat(ORDERS.schedules())
        .containsExactly(
            new StandingOrders.Schedule("nightly.yml", "0 4 * * *", Optional.empty()),
            new StandingOrders.Schedule("nightly.yml", "0 4 * * *", Optional.of("Asia/Tokyo")));
  }

  @Test
  void followTheWorkflowsThatTheyName() {
    assertThat(ORDERS.follow("CI")).isTrue();
    assertThat(ORDERS.follow("Docs")).isFalse();
    var all = Map.of("all.yml", "on: workflow_run\n" + JOBS);
    assertThat(StandingOrders.of("b".repeat(40), MIDNIGHT, all).follow("Docs")).isTrue();
  }

  @Test
  void areReadAsTheyWereWritten() {
    assertThat(StandingOrders.read(ORDERS.json())).isEqualTo(ORDERS);
  }

  @Test
  void areDueInTheirZones() {
    assertThat(ORDERS.due(MIDNIGHT.plus(Duration.ofHours(4))))
        .extracting(due -> due.schedule().timezone().orElse("UTC"))
        .containsExactly("UTC");
    assertThat(ORDERS.due(MIDNIGHT.plus(Duration.ofHours(19))))
        .extracting(StandingOrders.Due::at)
        .containsExactly(MIDNIGHT.plus(Duration.ofHours(4)), MIDNIGHT.plus(Duration.ofHours(19)));
  }

  @Test
  void areDueOnceAfterALongSilence() {
    var late = MIDNIGHT.plus(Duration.ofDays(9).plusHours(3));
    assertThat(ORDERS.due(late))
        .extracting(StandingOrders.Due::at)
        .containsExactly(
            MIDNIGHT.plus(Duration.ofDays(8).plusHours(4)),
            MIDNIGHT.plus(Duration.ofDays(8).plusHours(19)));
  }

  @Test
  void ofANewCommitGoOnWhereThoseOfTheOldOneWere() {
    var later = MIDNIGHT.plus(Duration.ofHours(5));
    assertThat(ORDERS.at(later).due(later)).isEmpty();
    var hourly = "on: {schedule: [{cron: '0 * * * *'}]}\n" + JOBS;
    var next = ORDERS.as(StandingOrders.of("b".repeat(40), later, Map.of("hourly.yml", hourly)));
    assertThat(next.sha()).isEqualTo("b".repeat(40));
    assertThat(next.due(later)).extracting(StandingOrders.Due::at).containsExactly(later);
  }
}
