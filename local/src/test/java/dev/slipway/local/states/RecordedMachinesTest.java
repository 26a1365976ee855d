package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API tells of machines, as it was recorded of AWS.
class RecordedMachinesTest {
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
          "Type": "Pass", "Parameters": {"r": "$r"} | {}
          "Type": "Pass", "Parameters": {"r.$": "$r"} | {"S":["r"]}
          "Type": "Pass", "InputPath": "$in", "OutputPath": "$out.x" | {"S":["in","out"]}
          "Type": "Pass", "Assign": {"sum.$": "States.MathAdd(States.MathAdd($b, $a), 1)"} | {"S":["a","b"]}
          "Type": "Pass", "Parameters": {"t.$": "States.Format('$no {}', $yes)"} | {"S":["yes"]}
          "Type": "Pass", "Parameters": {"c.$": "$$.Execution.Id", "p.$": "$.x"} | {}
          "Type": "Wait", "SecondsPath": "$wait" | {"S":["wait"]}
          "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $string($b) & $a %}" | {"S":["a","b"]}
          "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% ($own := 1; $map([1], function($v) { $v + $own + $outer })) %}" | {"S":["outer"]}
          "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.x & $uuid() %}" | {}
          """)
  void tellsWhichVariablesItsStatesReferTo(String state, String expected) {
    var machine =
        states.machine("{\"StartAt\":\"S\",\"States\":{\"S\":{%s,\"End\":true}}}".formatted(state));

    var described =
        states.call("DescribeStateMachine", Json.object().put("stateMachineArn", machine).build());

    assertThat(described.object("variableReferences").text()).isEqualTo(expected);
    assertThat(described.get("variableReferences").isPresent()).isEqualTo(!expected.equals("{}"));
  }

  @Test
  void tellsTheReferencesOfInnerStatesByTheirOwnNames() {
    var machine =
        states.machine(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrencyPath": "$most",
              "ItemProcessor": {"StartAt": "I", "States": {
                "I": {"Type": "Pass", "End": true, "Parameters": {"v.$": "$bias"}}}}}}}
            """);
    var execution = states.start(machine, "[]");

    var described =
        states.call(
            "DescribeStateMachineForExecution",
            Json.object().put("executionArn", execution).build());

    assertThat(described.object("variableReferences").text())
        .isEqualTo("{\"I\":[\"bias\"],\"M\":[\"most\"]}");
    assertThat(described.object("encryptionConfiguration").text())
        .isEqualTo("{\"type\":\"AWS_OWNED_KEY\"}");
  }

  @Test
  void testsNoStateThatTheDefinitionLacks() {
    var request =
        Json.object()
            .put("definition", "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}")
            .put("stateName", "gone")
            .build();

    assertThatThrownBy(() -> states.call("TestState", request))
        .hasMessage("State not found in definition");
  }
}
