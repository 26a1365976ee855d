package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the event bus hears of executions.
class StatusChangeTest {
  private final LocalStates states = new LocalStates();
  private final List<Json.Obj> told = new ArrayList<>();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void tellsThatAnExecutionBeginsAndHowItEnds() {
    states.service.announce((_, detail) -> told.add(detail));

    var execution =
        states.finish(states.single("{\"Type\": \"Pass\", \"Output\": 1, \"End\": true}"), "[2]");

    assertThat(told).hasSize(2);
    assertThat(told.get(0).text())
        .contains("\"status\":\"RUNNING\"")
        .contains("\"stopDate\":null,\"input\":\"[2]\",\"output\":null")
        .contains("\"inputDetails\":{\"included\":true},\"outputDetails\":null");
    assertThat(told.get(1).text())
        .startsWith("{\"executionArn\":\"%s\",".formatted(execution))
        .contains("\"status\":\"SUCCEEDED\"")
        .contains("\"output\":\"1\"")
        .contains("\"outputDetails\":{\"included\":true},\"error\":null,\"cause\":null}");
  }

  @Test
  void tellsThatSomebodyStoppedIt() {
    states.service.announce((_, detail) -> told.add(detail));
    var execution =
        states.run(states.single("{\"Type\": \"Wait\", \"Seconds\": 9, \"End\": true}"), "{}");

    states.stop(execution);

    assertThat(told.getLast().requireString("status")).isEqualTo("ABORTED");
  }
}
