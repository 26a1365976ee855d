package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What states make of their data, as it was recorded of AWS.
class RecordedDataTest {
  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "{% $partition($states.input.a, 1) %}" | {"a":[0]} | [[0]]
          "{% $partition($states.input.a, 5) %}" | {"a":[0]} | [[0]]
          "{% $partition($states.input.a, 1) %}" | {"a":[0,1]} | [[0],[1]]
          "{% $partition($states.input.a, 3) %}" | {"a":[0,1]} | [[0,1]]
          "{% $merge([$states.input.a, $states.input.b]) %}" | {"a":{"hello":"world"},"b":{"foo":"bar"}} | {"hello":"world","foo":"bar"}
          "{% $contains('hello$world', /^hello\\\\$/) %}" | {} | true
          "{% $variable := 1 %}" | {} | 1
          [null, 0, 0.1, true, "s", [], "$x", {"key": true}] | {} | [null,0,0.1,true,"s",[],"$x",{"key":true}]
          [1, "{% $number('2') %}", 3] | {} | [1,2,3]
          "string literal" | {} | "string literal"
          null | {} | null
          [] | {} | []
          """)
  void outputs(String output, String input, String expected) {
    var machine =
        states.single("{\"Type\": \"Pass\", \"Output\": %s, \"End\": true}".formatted(output));

    assertThat(states.output(states.finish(machine, input))).isEqualTo(expected);
  }

  @Test
  void handsVariablesFromOneLanguageToTheOther() {
    var execution =
        states.finish(
            states.machine(
                """
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "QueryLanguage": "JSONata", "Next": "B",
                    "Assign": {"theAnswer": "{% 42 %}"}},
                  "B": {"Type": "Pass", "End": true,
                    "Assign": {"theAnswer": 18, "oldAnswer.$": "$theAnswer"}}}}
                """),
            "{}");

    assertThat(
            states
                .events(execution)
                .get(4)
                .object("stateExitedEventDetails")
                .object("assignedVariables")
                .text())
        .isEqualTo("{\"theAnswer\":\"18\",\"oldAnswer\":\"42\"}");
  }

  @Test
  void choosesWithTheOutputOfTheExit() {
    var machine =
        states.machine(
            """
            {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "F", "Output": "otherwise",
                "Choices": [{"Condition": "{% $states.input %}", "Next": "T", "Output": "chosen"}]},
              "T": {"Type": "Pass", "End": true},
              "F": {"Type": "Fail", "Cause": "not chosen"}}}
            """);

    assertThat(states.output(states.finish(machine, "true"))).isEqualTo("\"chosen\"");
    assertThat(states.history(states.finish(machine, "false")))
        .endsWith("4<-3 FailStateEntered F \"otherwise\"\n5<-4 ExecutionFailed not chosen");
  }
}
