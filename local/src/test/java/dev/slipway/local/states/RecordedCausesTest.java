package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Failures in the words and with the references of runs that were recorded of AWS.
class RecordedCausesTest {
  private static final String GONE = LocalStates.prefix() + "stateMachine:gone";

  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void namesTheWholeFunctionWhoseArgumentIsMissing() {
    var execution =
        finish(
            """
            {"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true,
              "Parameters": {"v.$": "States.Array(States.Format('{}', $.list[7]))"}}}}
            """,
            "{\"list\":[1]}");

    assertThat(states.history(execution))
        .endsWith(
            """
            3<-2 ExecutionFailed States.Runtime An error occurred while executing the state 'S' (entered at the event id #2). \
            The function 'States.Array(States.Format('{}', $.list[7]))' had the following error: \
            The JsonPath argument for the field '$.list[7]' could not be found in the input '{"list":[1]}'\
            """);
  }

  @Test
  void hasNoNameOfItsOwnForAChoiceThatMatchesNothing() {
    var execution =
        finish(
            """
            {"QueryLanguage": "JSONata", "StartAt": "S", "States": {
              "S": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "Z"}]},
              "Z": {"Type": "Succeed"}}}
            """,
            "{}");

    assertThat(states.describe(execution).requireString("error")).isEqualTo("States.Runtime");
  }

  @Test
  void saysWhichRuleOfAChoiceCannotBeComputed() {
    var execution =
        finish(
            """
            {"QueryLanguage": "JSONata", "StartAt": "S", "States": {
              "S": {"Type": "Choice", "Choices": [
                {"Condition": "{% false %}", "Next": "Z"}, {"Condition": "{% $gone %}", "Next": "Z"}]},
              "Z": {"Type": "Succeed"}}}
            """,
            "{}");

    assertThat(states.events(execution).get(2).text())
        .contains("\"location\":\"Choices[1]/Condition\"")
        .contains("specified for the field 'Choices[1]/Condition' returned nothing (undefined).");
  }

  @Test
  void tellsOfNothingAroundWhatNobodyCanCatch() {
    var parallel =
        finish(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters": {"QueueUrl.$": "$.gone", "MessageBody": "m"}}}}]}}}
            """,
            "{}");
    var map =
        finish(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemsPath": "$.all",
              "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true,
                "Parameters": {"v.$": "$.gone"}}}}}}}
            """,
            "{\"all\":[1]}");

    assertThat(states.types(parallel))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered",
            "3<-2 ParallelStateStarted",
            "4<-3 TaskStateEntered",
            "5<-4 ExecutionFailed");
    assertThat(states.types(map))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted",
            "5<-4 PassStateEntered",
            "6<-5 ExecutionFailed");
  }

  @Test
  void refersToItsSuccessWhenOnlyItsExitFails() {
    var execution =
        finish(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
              "ResultSelector": {"v.$": "$.gone"},
              "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}]}}}
            """,
            "{}");

    assertThat(states.types(execution))
        .endsWith("6<-5 ParallelStateSucceeded", "7<-6 ExecutionFailed");
  }

  @Test
  void failsASecondTimeWhenItsCatcherFails() {
    var execution =
        finish(
            """
            {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
              "P": {"Type": "Parallel", "End": true,
                "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
                "Catch": [
                  {"ErrorEquals": ["Other"], "Next": "Z"},
                  {"ErrorEquals": ["E"], "Output": {"v": "{% $gone %}"}, "Next": "Z"}]},
              "Z": {"Type": "Succeed"}}}
            """,
            "{}");

    assertThat(states.types(execution))
        .endsWith(
            "4<-3 FailStateEntered",
            "5<-4 ParallelStateFailed",
            "6<-4 EvaluationFailed",
            "7<-6 ParallelStateFailed",
            "8<-7 ExecutionFailed");
    assertThat(states.events(execution).get(5).text())
        .contains("\"location\":\"Catch[1]/Output/v\"")
        .contains("An error occurred while executing the state 'P' (entered at the event id #2).");
  }

  @Test
  void wordsWhatAServiceRefusesAsEachOfItsSdksDoes() {
    var sdk = task("aws-sdk:sfn:sendTaskFailure", "{\"TaskToken\": \"none\"}");
    var optimized = task("states:startExecution", "{\"StateMachineArn\": \"%s\"}".formatted(GONE));

    assertThat(states.describe(sdk).requireString("error")).isEqualTo("Sfn.InvalidTokenException");
    assertThat(states.describe(sdk).requireString("cause"))
        .matches(
            "Invalid Token: 'Invalid token' \\(Service: Sfn, Status Code: 400, Request ID: \\S+\\)");
    assertThat(states.describe(optimized).requireString("error"))
        .isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    assertThat(states.describe(optimized).requireString("cause"))
        .matches(
            "State Machine Does Not Exist: '%s' \\(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: \\S+; Proxy: null\\)"
                .formatted(GONE));
  }

  @Test
  void logsToOnePlaceOrNowhere() {
    var request =
        Json.object()
            .put("name", "logs")
            .put("roleArn", LocalStates.ROLE)
            .put("definition", "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}")
            .put("loggingConfiguration", Json.object().put("level", "ALL").build())
            .build();

    assertThatThrownBy(() -> states.call("CreateStateMachine", request))
        .hasMessage("Invalid Logging Configuration: Must specify exactly one Log Destination.");
  }

  private String task(String resource, String arguments) {
    return states.finish(
        states.single(
            """
            {"Type": "Task", "Resource": "arn:aws:states:::%s", "Arguments": %s, "End": true}
            """
                .formatted(resource, arguments)),
        "{}");
  }

  private String finish(String definition, String input) {
    return states.finish(states.machine(definition), input);
  }
}
