package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What tasks tell and give, as in runs that were recorded of AWS.
class RecordedTasksTest {
  private static final String CHILD =
      """
      {"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": {"Arg1": "argument1"}, "End": true}}}
      """;
  private static final String FAILING =
      """
      {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "SomeFailure", "Cause": "why"}}}
      """;

  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void tellsThatItSubmittedWhatItWaitsFor() {
    var execution = nested("startExecution.sync:2", CHILD);

    assertThat(states.types(execution))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered",
            "3<-2 TaskScheduled",
            "4<-3 TaskStarted",
            "5<-4 TaskSubmitted",
            "6<-5 TaskSucceeded",
            "7<-6 TaskStateExited",
            "8<-7 ExecutionSucceeded");
    var submitted = states.events(execution).get(4).object("taskSubmittedEventDetails");
    assertThat(submitted.requireString("resource")).isEqualTo("startExecution.sync:2");
    assertThat(object(submitted.requireString("output")).members().keySet())
        .containsExactly("ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate");
  }

  @Test
  void givesAllThatIsKnownOfTheExecutionThatItWaitedFor() {
    var output = object(states.output(nested("startExecution.sync", CHILD)));

    assertThat(output.members().keySet())
        .containsExactly(
            "ExecutionArn",
            "Input",
            "InputDetails",
            "Name",
            "Output",
            "OutputDetails",
            "RedriveCount",
            "RedriveStatus",
            "RedriveStatusReason",
            "StartDate",
            "StateMachineArn",
            "Status",
            "StopDate");
    assertThat(output.requireString("Input")).isEqualTo("{}");
    assertThat(output.requireString("Output")).isEqualTo("{\"Arg1\":\"argument1\"}");
    assertThat(output.requireString("RedriveStatusReason"))
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void failsWithAllThatIsKnownOfTheExecutionThatFailed() {
    var execution = nested("startExecution.sync", FAILING);

    assertThat(states.types(execution)).endsWith("6<-5 TaskFailed", "7<-6 ExecutionFailed");
    assertThat(states.describe(execution).requireString("error")).isEqualTo("States.TaskFailed");
    var cause = object(states.describe(execution).requireString("cause"));
    assertThat(cause.members().keySet()).startsWith("Cause", "Error", "ExecutionArn", "Input");
    assertThat(cause.requireString("Status")).isEqualTo("FAILED");
  }

  private String nested(String action, String child) {
    var target = states.machine(child);
    return states.finish(
        states.single(
            """
            {"Type": "Task", "Resource": "arn:aws:states:::states:%s", "End": true,
              "Arguments": {"StateMachineArn": "%s", "Input": null, "Name": "TestStartTarget"}}
            """
                .formatted(action, target)),
        "{}");
  }

  @Test
  void tellsInWhoseRoleItCalls() {
    states.functions.define("f", payload -> payload);
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                  "Credentials": {"RoleArn": "{% $states.input.role %}"},
                  "Arguments": {"FunctionName": "f"}}
                """),
            "{\"role\":\"arn:aws:iam::123456789012:role/other\"}");

    assertThat(
            states
                .events(execution)
                .get(2)
                .object("taskScheduledEventDetails")
                .object("taskCredentials")
                .text())
        .isEqualTo("{\"roleArn\":\"arn:aws:iam::123456789012:role/other\"}");
  }

  @Test
  void failsWhereItsActivityIsGone() {
    var arn = LocalStates.prefix() + "activity:gone";

    var execution =
        states.finish(
            states.single(
                "{\"Type\": \"Task\", \"Resource\": \"%s\", \"End\": true}".formatted(arn)),
            "{}");

    assertThat(states.history(execution))
        .endsWith(
            """
            2<-0 TaskStateEntered S {}
            3<-2 ExecutionFailed States.Runtime An error occurred while executing the state 'S' \
            (entered at the event id #2). The activity %s does not exist.\
            """
                .formatted(arn));
  }

  @Test
  void tellsTheHeadersOfAFunctionsAnswer() {
    states.functions.define("f", payload -> payload);
    var metadata =
        object(
                states.output(
                    states.finish(
                        states.single(
                            """
                            {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                              "Arguments": {"Payload": {}, "FunctionName": "f"}}
                            """),
                        "{}")))
            .object("SdkHttpMetadata");

    assertThat(metadata.object("AllHttpHeaders").members().keySet())
        .containsExactly(
            "X-Amz-Executed-Version",
            "x-amzn-Remapped-Content-Length",
            "Connection",
            "x-amzn-RequestId",
            "Content-Length",
            "Date",
            "X-Amzn-Trace-Id",
            "Content-Type");
    assertThat(metadata.object("HttpHeaders").members().keySet())
        .containsExactly(
            "Connection",
            "Content-Length",
            "Content-Type",
            "Date",
            "X-Amz-Executed-Version",
            "x-amzn-Remapped-Content-Length",
            "x-amzn-RequestId",
            "X-Amzn-Trace-Id");
    assertThat(metadata.object("HttpHeaders").requireString("Content-Length")).isEqualTo("2");
  }

  @Test
  void tellsTheHeadersOfATablesAnswer() {
    var tables = new Recording("DynamoDB_20120810", "{}");
    states.service.integrations(Map.of(tables.targetPrefix(), tables));
    var machine =
        states.single(
            """
            {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true,
              "Arguments": {"TableName": "t", "Item": {"id": {"S": "1"}}}}
            """);

    var output = object(states.output(states.finish(machine, "{}")));

    assertThat(output.members().keySet()).containsExactly("SdkHttpMetadata", "SdkResponseMetadata");
    var metadata = output.object("SdkHttpMetadata");
    assertThat(metadata.object("AllHttpHeaders").members().keySet())
        .containsExactly(
            "Server",
            "Connection",
            "x-amzn-RequestId",
            "x-amz-crc32",
            "Content-Length",
            "Date",
            "Content-Type");
    // The checksum of "{}", as DynamoDB is known to send it.
    assertThat(metadata.object("HttpHeaders").requireString("x-amz-crc32")).isEqualTo("2745614147");
  }

  @Test
  void putsEventsThatNameItsExecutionAndTellsNothingOfHttp() {
    var bus =
        new Recording("AWSEvents", "{\"Entries\":[{\"EventId\":\"e\"}],\"FailedEntryCount\":0}");
    states.service.integrations(Map.of(bus.targetPrefix(), bus));
    var machine =
        states.single(
            """
            {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents", "End": true,
              "Arguments": {"Entries": [
                {"Detail": {"a": 1}, "DetailType": "t", "Source": "s", "Resources": ["own"]}]}}
            """);

    var execution = states.finish(machine, "{}");

    assertThat(states.output(execution))
        .isEqualTo("{\"Entries\":[{\"EventId\":\"e\"}],\"FailedEntryCount\":0}");
    assertThat(bus.bodies)
        .containsExactly(
            """
            {"Entries":[{"Detail":"{\\"a\\":1}","DetailType":"t","Source":"s","Resources":["own","%s","%s"]}]}\
            """
                .formatted(machine, execution));
  }

  /// Computed members come behind the others, in the order of a hash table.
  @Test
  void ordersItsParametersAsAwsDoes() {
    states.functions.define("f", payload -> payload);
    var machine =
        states.machine(
            """
            {"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "%s", "End": true,
              "Parameters": {"Name.$": "$.a", "SecretString.$": "$.a", "QueueUrl.$": "$.a",
                "MessageBody": {"Message.$": "$.a"}}}}}
            """
                .formatted(LocalStates.function("f")));

    assertThat(states.output(states.finish(machine, "{\"a\":1}")))
        .isEqualTo(
            "{\"MessageBody\":{\"Message\":1},\"SecretString\":1,\"Name\":1,\"QueueUrl\":1}");
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) Json.parse(text);
  }

  /// A service that gives one answer and keeps what it was asked.
  private static final class Recording implements JsonService {
    private final String prefix;
    private final String answer;
    private final List<String> bodies = new ArrayList<>();

    Recording(String prefix, String answer) {
      this.prefix = prefix;
      this.answer = answer;
    }

    @Override
    public String targetPrefix() {
      return prefix;
    }

    @Override
    public String contentType() {
      return "application/x-amz-json-1.1";
    }

    @Override
    public byte[] call(String operation, byte[] body) {
      bodies.add(Json.parseObject(body).text());
      return answer.getBytes(StandardCharsets.UTF_8);
    }
  }
}
