package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MapTest {
  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void runsOneIterationAfterTheOther() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "Items": "{% $states.input.list %}", "MaxConcurrency": 1, "End": true,
                 "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}"},
                 "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
                """),
            "{\"list\": [\"x\", null]}");

    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted {"list": ["x", null]}
            2<-0 MapStateEntered S {"list": ["x", null]}
            3<-2 MapStateStarted 2
            4<-3 MapIterationStarted S 0
            5<-4 PassStateEntered P {"i":0,"v":"x"}
            6<-5 PassStateExited P {"i":0,"v":"x"}
            7<-6 MapIterationSucceeded S 0
            8<-6 MapIterationStarted S 1
            9<-8 PassStateEntered P {"i":1,"v":null}
            10<-9 PassStateExited P {"i":1,"v":null}
            11<-10 MapIterationSucceeded S 1
            12<-11 MapStateSucceeded
            13<-11 MapStateExited S [{"i":0,"v":"x"},{"i":1,"v":null}]
            14<-13 ExecutionSucceeded [{"i":0,"v":"x"},{"i":1,"v":null}]\
            """);
  }

  @Test
  void startsAllIterationsBeforeAnyGoesOn() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "Items": [1, 2], "End": true,
                 "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
                """),
            "{}");

    assertThat(states.types(execution))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-3 MapIterationStarted",
            "6<-4 PassStateEntered",
            "7<-6 PassStateExited",
            "8<-7 MapIterationSucceeded",
            "9<-5 PassStateEntered",
            "10<-9 PassStateExited",
            "11<-10 MapIterationSucceeded",
            "12<-11 MapStateSucceeded",
            "13<-11 MapStateExited",
            "14<-13 ExecutionSucceeded");
  }

  @Test
  void hasNothingToDoWithoutItems() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "End": true,
                 "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
                """),
            "[]");

    assertThat(states.history(execution))
        .endsWith(
            """
            3<-2 MapStateStarted 0
            4<-3 MapStateSucceeded
            5<-3 MapStateExited S []
            6<-5 ExecutionSucceeded []\
            """);
  }

  @Test
  void refusesWhatIsNoArray() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "Items": "{% 1 %}", "End": true,
                 "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
                """),
            "{}");

    var cause =
        "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1";
    assertThat(states.history(execution))
        .endsWith(
            """
            2<-0 MapStateEntered S {}
            3<-0 EvaluationFailed States.QueryEvaluationError %1$s
            4<-3 MapStateFailed
            5<-4 ExecutionFailed States.QueryEvaluationError %1$s\
            """
                .formatted(cause));
  }

  @Test
  void abortsTheOthersWhenAnIterationFails() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "Items": [1, 0, 2], "End": true, "ItemProcessor": {"StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input = 0 %}", "Next": "F"}], "Default": "W"},
                  "F": {"Type": "Fail", "Error": "E"},
                  "W": {"Type": "Wait", "Seconds": 5, "End": true}}}}
                """),
            "{}");

    assertThat(states.history(execution))
        .endsWith(
            """
            13<-8 WaitStateEntered W 1
            14<-10 FailStateEntered F 0
            15<-14 MapIterationFailed S 1
            16<-14 MapIterationAborted S 0
            17<-14 WaitStateAborted
            18<-14 MapIterationAborted S 2
            19<-14 MapStateFailed
            20<-19 ExecutionFailed E\
            """);
  }

  @Test
  void triesAllIterationsAgain() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Map", "Items": [1], "End": true,
                 "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 1, "MaxAttempts": 1}],
                 "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}}
                """),
            "{}");

    assertThat(states.types(execution))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 FailStateEntered",
            "6<-5 MapIterationFailed",
            "7<-5 MapStateStarted",
            "8<-7 MapIterationStarted",
            "9<-8 FailStateEntered",
            "10<-9 MapIterationFailed",
            "11<-9 MapStateFailed",
            "12<-11 ExecutionFailed");
  }

  @Test
  void catchesAFailedIteration() {
    var machine =
        states.machine(
            """
            {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
              "M": {"Type": "Map", "Items": [1], "End": true,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
                "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "c"}}}},
              "Caught": {"Type": "Pass", "End": true}}}
            """);
    var execution = states.finish(machine, "{}");

    assertThat(states.output(execution)).isEqualTo("{\"Error\":\"E\",\"Cause\":\"c\"}");
    assertThat(states.types(execution))
        .contains("6<-5 MapIterationFailed", "7<-5 MapStateFailed", "8<-7 MapStateExited");
  }

  @Test
  void runsNoMoreThanFortyIterationsAtOnce() {
    var execution =
        states.run(
            states.single(
                """
                {"Type": "Map", "Items": "{% [1..50] %}", "End": true,
                 "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}}
                """),
            "{}");

    assertThat(states.types(execution).stream().filter(e -> e.endsWith("IterationStarted")))
        .hasSize(40);
    states.clock.advance(java.time.Duration.ofSeconds(2));
    assertThat(states.status(execution)).isEqualTo("SUCCEEDED");
  }

  @Test
  void aMapRunIsNamedAfterItsStateWithoutWhatTearsAnArn() {
    var execution =
        states.finish(
            states.machine(
                """
                {"QueryLanguage": "JSONata", "StartAt": "Load all: a/b", "States": {"Load all: a/b": {
                  "Type": "Map", "Items": [1], "End": true, "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "S", "States": {"S": {"Type": "Pass", "End": true}}}}}}
                """),
            "{}");

    assertThat(states.status(execution)).isEqualTo("SUCCEEDED");
    var runs =
        states
            .call("ListMapRuns", Json.object().put("executionArn", execution).build())
            .array("mapRuns");
    var run = ((Json.Obj) runs.getFirst()).requireString("mapRunArn");
    assertThat(run)
        .matches("arn:aws:states:[^:]+:[0-9]+:mapRun:machine-1/Load-all--a-b:[0-9a-f-]+");
    var children =
        states
            .call("ListExecutions", Json.object().put("mapRunArn", run).build())
            .array("executions");
    assertThat(((Json.Obj) children.getFirst()).requireString("executionArn"))
        .contains(":execution:machine-1/Load-all--a-b:");
  }
}
