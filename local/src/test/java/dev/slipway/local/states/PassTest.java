package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassTest {
  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void handsItsInputOnAsItIsSpelled() {
    var execution =
        states.finish(states.single("{\"Type\": \"Pass\", \"End\": true}"), "{ \"a\" : [1, 2.0] }");

    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted { "a" : [1, 2.0] }
            2<-0 PassStateEntered S { "a" : [1, 2.0] }
            3<-2 PassStateExited S { "a" : [1, 2.0] }
            4<-3 ExecutionSucceeded { "a" : [1, 2.0] }\
            """);
  }

  @Test
  void computesItsOutput() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Pass", "Output": {"b": "{% $states.input.a + 1 %}", "c": null}, "End": true}
                """),
            "{\"a\": 1}");

    assertThat(states.output(execution)).isEqualTo("{\"b\":2,\"c\":null}");
  }

  @Test
  void setsVariablesThatLaterStatesSee() {
    var machine =
        states.machine(
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"x": "{% $states.input.n %}", "y": 2}, "Next": "B"},
              "B": {"Type": "Pass", "Assign": {"x": "{% $x + 1 %}"}, "Output": "{% $x %}", "Next": "C"},
              "C": {"Type": "Pass", "Output": "{% [$x, $y] %}", "End": true}}}
            """);
    var execution = states.finish(machine, "{\"n\": 1}");

    // Output sees the values from before Assign.
    assertThat(states.output(execution)).isEqualTo("[2,2]");
    assertThat(states.events(execution).get(2).object("stateExitedEventDetails").text())
        .contains(
            """
            "assignedVariables":{"x":"1","y":"2"},"assignedVariablesDetails":{"truncated":false}\
            """);
    assertThat(states.history(execution)).contains("5<-4 PassStateExited B 1");
  }

  @Test
  void failsWhenAValueIsUndefined() {
    var execution =
        states.finish(
            states.single(
                "{\"Type\": \"Pass\", \"Output\": {\"x\": \"{% $states.input.none %}\"}, \"End\": true}"),
            "{}");

    var cause =
        "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '$states.input.none' specified for the field 'Output/x' returned nothing (undefined).";
    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted {}
            2<-0 PassStateEntered S {}
            3<-2 EvaluationFailed States.QueryEvaluationError %1$s
            4<-3 ExecutionFailed States.QueryEvaluationError %1$s\
            """
                .formatted(cause));
    assertThat(states.events(execution).get(2).object("evaluationFailedEventDetails").text())
        .contains("\"location\":\"Output/x\",\"state\":\"S\"");
  }

  @Test
  void seesTheContextObject() {
    var machine =
        states.single("{\"Type\": \"Pass\", \"Output\": \"{% $states.context %}\", \"End\": true}");
    var execution = states.finish(machine, "{\"a\":1}");
    var name = execution.substring(execution.lastIndexOf(':') + 1);

    assertThat(states.output(execution))
        .isEqualTo(
            """
            {"Execution":{"Id":"%s","Input":{"a":1},"StartTime":"2026-11-25T10:00:00.000Z",\
            "Name":"%s","RoleArn":"%s","RedriveCount":0},"StateMachine":{"Id":"%s",\
            "Name":"machine-1"},"State":{"Name":"S","EnteredTime":"2026-11-25T10:00:00.000Z"}}\
            """
                .formatted(execution, name, LocalStates.ROLE, machine));
  }

  @Test
  void failsWhenItsOutputIsTooLarge() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Pass", "Output": "{% $join($map([1..300000], function($i) {'x'})) %}", "End": true}
                """),
            "{}");

    assertThat(states.describe(execution).requireString("error"))
        .isEqualTo("States.DataLimitExceeded");
  }
}
