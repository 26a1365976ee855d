package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TestState: one state, tried by itself.
class StateTestTest {
  private static final String TASK =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
        "Parameters": {"FunctionName": "f"}, "ResultSelector": {"seen.$": "$$"}}
      """;
  private static final String MAP =
      """
      {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{%% $states.input %%}", "End": true,
        "ToleratedFailureCount": 1, "MaxConcurrency": 3,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}%s}
      """;

  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void showsTheContextThatIsGivenAndNoOther() {
    assertThat(test(TASK, "{}", "{\"context\": \"{}\"}").requireString("output"))
        .isEqualTo("{\"seen\":{}}");
    assertThat(
            test(TASK, "{}", "{\"context\": \"{\\\"State\\\":{\\\"RetryCount\\\":4}}\"}")
                .requireString("output"))
        .isEqualTo("{\"seen\":{\"State\":{\"RetryCount\":4}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Execution":{"Id":1}} | Execution.Id must be a string
          {"Execution":{"ship":"x"}} | Field 'ship' is not allowed
          {"Ship":{}} | Field 'Ship' is not allowed
          {"Map":{}} | 'Map' field is not supported when mocking a Context object
          {"Task":{"Token":"t"}} | Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern
          """)
  void refusesAContextThatCannotBe(String context, String why) {
    var given = Json.object().put("context", context).build().text();

    assertThatThrownBy(() -> test(TASK, "{}", given))
        .hasMessage("Invalid Context object provided: " + why);
  }

  @Test
  void failsAMapOfWhichTooMuchHasFailed() {
    var map = MAP.formatted("");

    assertThat(test(map, "[1,2,3]", failures(1)).requireString("status")).isEqualTo("SUCCEEDED");
    var failed = test(map, "[1,2,3]", failures(2));
    assertThat(failed.requireString("status")).isEqualTo("FAILED");
    assertThat(failed.requireString("error")).isEqualTo("States.ExceedToleratedFailureThreshold");
    assertThat(failed.object("inspectionData").text())
        .isEqualTo("{\"input\":\"[1,2,3]\",\"maxConcurrency\":3,\"toleratedFailureCount\":1}");
  }

  @Test
  void saysWhichCatcherTakesIt() {
    var map =
        MAP.formatted(
            """
            , "Catch": [{"ErrorEquals": ["Other"], "Next": "A"}, {"ErrorEquals": ["States.ALL"], "Next": "B"}]
            """);

    var caught = test(map, "[1,2,3]", failures(2));

    assertThat(caught.requireString("status")).isEqualTo("CAUGHT_ERROR");
    assertThat(caught.requireString("nextState")).isEqualTo("B");
    assertThat(caught.object("inspectionData").object("errorDetails").text())
        .isEqualTo("{\"catchIndex\":1}");
  }

  @Test
  void refusesToMapOverWhatIsNoArray() {
    var map =
        """
        {"Type": "Map", "ItemsPath": "$$.Execution.Input", "End": true,
          "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}
        """;

    var failed = test(map, "[1]", "{\"context\": \"{\\\"Execution\\\":{\\\"Input\\\":{}}}\"}");

    assertThat(failed.requireString("cause"))
        .isEqualTo("Reference path \"$.Execution.Input\" must point to array.");
    assertThat(failed.object("inspectionData").text())
        .isEqualTo("{\"input\":\"[1]\",\"afterInputPath\":\"[1]\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          events:putEvents | {"Entries":"none"} | Field 'Entries' must be an array
          events:putEvents | {"Entries":[{"EventId":"e"},{"EventId":["e"]}]} | Field 'EventId' must be a string
          states:startExecution | {} | Required field 'ExecutionArn' is missing
          states:startExecution | {"executionArn":"a","startDate":"d"} | Required field 'ExecutionArn' is missing
          states:startExecution | {"ExecutionArn":"a","StartDate":1764103483} | Field 'StartDate' must be a string
          lambda:invoke | {"StatusCode":"200"} | Field 'StatusCode' must be a number
          dynamodb:putItem | {"ConsumedCapacity":{"CapacityUnits":"1.5"}} | Field 'CapacityUnits' must be a number
          aws-sdk:s3:getObject | {"StorageClass":"Papyrus"} | Field 'StorageClass' is not an expected value
          aws-sdk:kms:encrypt | {"CiphertextBlob":123} | Field 'CiphertextBlob' must be a string
          aws-sdk:kms:encrypt | {"CiphertextBlob":""} | Field 'CiphertextBlob' is smaller than the minimum length
          aws-sdk:lambda:getFunction | {"Configuration":{"MemorySize":127}} | Field 'MemorySize' is less than the minimum value
          aws-sdk:lambda:getFunction | {"Configuration":{"MemorySize":10241}} | Field 'MemorySize' exceeds the maximum value
          """)
  void refusesAMockedResultThatTheServiceCannotGive(String resource, String result, String why) {
    assertThatThrownBy(() -> test(task(resource), "{}", mock(result, "STRICT")))
        .hasMessage("Mock result schema validation error: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          events:putEvents | {"random":"json"} | STRICT
          events:putEvents | {} | STRICT
          states:startExecution | {"executionArn":"a"} | PRESENT
          states:startExecution | {"ExecutionArn":"a","StartDate":true} | NONE
          """)
  void takesAMockedResultAsFarAsItIsLookedAt(String resource, String result, String mode) {
    assertThat(test(task(resource), "{}", mock(result, mode)).requireString("output"))
        .isEqualTo(result);
  }

  private static String task(String resource) {
    return "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"End\": true}"
        .formatted(resource);
  }

  private static String mock(String result, String mode) {
    var mock = Json.object().put("result", result).put("fieldValidationMode", mode).build();
    return Json.object().put("mock", mock).build().text();
  }

  private static String failures(int count) {
    return "{\"stateConfiguration\": {\"mapIterationFailureCount\": %d}}".formatted(count);
  }

  private Json.Obj test(String definition, String input, String more) {
    var request =
        Json.object()
            .put("definition", definition)
            .put("input", input)
            .put("inspectionLevel", "DEBUG")
            .put("mock", Json.object().put("result", "[1]").build());
    ((Json.Obj) Json.parse(more)).members().forEach(request::put);
    return states.call("TestState", request.build());
  }
}
