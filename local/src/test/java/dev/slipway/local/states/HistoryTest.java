package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void tellsOfAPass() {
    try (var states = new LocalStates()) {
      var execution =
          states.finish(
              states.single(
                  """
                  {"Type": "Pass", "Output": {"b": "{% $states.input.a + 1 %}"}, "End": true}
                  """),
              "{\"a\": 1}");
      assertThat(states.history(execution))
          .isEqualTo(
              """
              1<-0 ExecutionStarted {"a": 1}
              2<-0 PassStateEntered S {"a": 1}
              3<-2 PassStateExited S {"b":2}
              4<-3 ExecutionSucceeded {"b":2}\
              """);
    }
  }
}
