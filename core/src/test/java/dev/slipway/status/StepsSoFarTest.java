package dev.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepsSoFarTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void tellsStepsThatEndedAndTheOneThatRuns() {
    var steps =
        StepsSoFar.NONE
            .with(new LogEvent.StepStarted(NOON, 0, "Set up job"))
            .with(new LogEvent.Line(NOON, 0, "hello"))
            .with(
                new LogEvent.StepEnded(
                    NOON.plusSeconds(1), 0, Conclusion.FAILURE, Conclusion.SUCCESS))
            .with(new LogEvent.StepStarted(NOON.plusSeconds(1), 1, "Build"));
    assertThat(steps.documents())
        .isEqualTo(
            Json.parse(
                """
                [{"number":0,"name":"Set up job","status":"completed","outcome":"failure",
                  "conclusion":"success","startedAt":"2026-11-24T12:00:00Z",
                  "completedAt":"2026-11-24T12:00:01Z"},
                 {"number":1,"name":"Build","status":"in_progress","outcome":null,
                  "conclusion":null,"startedAt":"2026-11-24T12:00:01Z","completedAt":null}]
                """));
  }

  @Test
  void tellsAStepWhoseStartWasLost() {
    var steps =
        StepsSoFar.NONE.with(
            new LogEvent.StepEnded(NOON, 4, Conclusion.SUCCESS, Conclusion.SUCCESS));
    assertThat(steps.documents().items()).hasSize(1);
  }
}
