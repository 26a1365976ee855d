package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTest {
  private final LocalStates states = new LocalStates();
  private final AtomicReference<String> token = new AtomicReference<>("");

  @AfterEach
  void close() {
    states.close();
  }

  private String waiting(String more) {
    states.functions.define(
        "ask",
        payload -> {
          token.set(((Json.Obj) payload).requireString("token"));
          return Json.Obj.EMPTY;
        });
    return states.single(
        """
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
         "Arguments": {"FunctionName": "ask", "Payload": {"token": "{%% $states.context.Task.Token %%}"}}
         %s, "End": true}
        """
            .formatted(more));
  }

  private void tell(String operation, Json.Builder request) {
    var _ = states.call(operation, request.put("taskToken", token.get()).build());
    states.clock.run();
  }

  @Test
  void invokesAFunction() {
    states.functions.define("double", payload -> Json.of(((Json.Num) payload).value() * 2));
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                 "Arguments": {"FunctionName": "double", "Payload": "{% $states.input %}"},
                 "Output": "{% $states.result.Payload %}", "End": true}
                """),
            "21");

    assertThat(states.output(execution)).isEqualTo("42");
    assertThat(states.types(execution))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered",
            "3<-2 TaskScheduled",
            "4<-3 TaskStarted",
            "5<-4 TaskSucceeded",
            "6<-5 TaskStateExited",
            "7<-6 ExecutionSucceeded");
    assertThat(states.events(execution).get(2).object("taskScheduledEventDetails").text())
        .isEqualTo(
            """
            {"resourceType":"lambda","resource":"invoke","region":"us-east-1",\
            "parameters":"{\\"FunctionName\\":\\"double\\",\\"Payload\\":21}"}\
            """);
  }

  @Test
  void callsAFunctionThatItNamesAsItsResource() {
    states.functions.define("echo", payload -> payload);
    var execution =
        states.finish(
            states.single(
                "{\"Type\": \"Task\", \"Resource\": \"%s\", \"TimeoutSeconds\": 5, \"End\": true}"
                    .formatted(LocalStates.function("echo"))),
            "{\"a\": 1}");

    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted {"a": 1}
            2<-0 TaskStateEntered S {"a": 1}
            3<-2 LambdaFunctionScheduled {"a": 1}
            4<-3 LambdaFunctionStarted
            5<-4 LambdaFunctionSucceeded {"a":1}
            6<-5 TaskStateExited S {"a":1}
            7<-6 ExecutionSucceeded {"a":1}\
            """);
  }

  @Test
  void waitsForWhoeverHasItsToken() {
    var execution = states.run(waiting(""), "{}");
    tell("SendTaskSuccess", Json.object().put("output", "\"done\""));

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
    assertThat(states.output(execution)).isEqualTo("\"done\"");
    assertThatThrownBy(() -> tell("SendTaskSuccess", Json.object().put("output", "1")))
        .hasMessage("Task Timed Out: 'Provided task does not exist anymore'");
  }

  @Test
  void takesAResultThatComesBeforeTheCallIsAnswered() {
    states.functions.define(
        "ask",
        payload -> {
          token.set(((Json.Obj) payload).requireString("token"));
          var _ =
              states.call(
                  "SendTaskSuccess",
                  Json.object().put("taskToken", token.get()).put("output", "{}").build());
          return Json.Obj.EMPTY;
        });
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                 "Arguments": {"FunctionName": "ask", "Payload": {"token": "{% $states.context.Task.Token %}"}},
                 "End": true}
                """),
            "{}");

    assertThat(states.types(execution))
        .endsWith("5<-4 TaskSucceeded", "6<-5 TaskStateExited", "7<-6 ExecutionSucceeded");
  }

  @Test
  void failsAsItsTokensHolderSays() {
    var execution = states.run(waiting(""), "{}");
    tell("SendTaskFailure", Json.object().put("error", "No").put("cause", "not today"));

    assertThat(states.history(execution))
        .endsWith("6<-5 TaskFailed No not today\n7<-6 ExecutionFailed No not today");
  }

  @Test
  void givesUpATaskThatTakesTooLong() {
    var execution = states.run(waiting(", \"TimeoutSeconds\": 5"), "{}");
    states.clock.advance(Duration.ofMillis(4_999));
    assertThat(states.status(execution)).isEqualTo("RUNNING");
    states.clock.advance(Duration.ofMillis(1));

    assertThat(states.history(execution))
        .endsWith("6<-5 TaskTimedOut States.Timeout\n7<-6 ExecutionFailed States.Timeout");
    assertThat(states.events(execution).get(2).object("taskScheduledEventDetails").text())
        .contains("\"timeoutInSeconds\":5");
  }

  @Test
  void livesAsLongAsItBeats() {
    var execution = states.run(waiting(", \"HeartbeatSeconds\": 10"), "{}");
    for (var i = 0; i < 5; i++) {
      states.clock.advance(Duration.ofSeconds(9));
      tell("SendTaskHeartbeat", Json.object());
    }
    assertThat(states.status(execution)).isEqualTo("RUNNING");
    states.clock.advance(Duration.ofSeconds(10));

    assertThat(states.history(execution))
        .endsWith("6<-5 TaskTimedOut States.Timeout\n7<-6 ExecutionFailed States.Timeout");
  }

  @Test
  void triesAgainAfterGrowingPauses() {
    var calls = new AtomicInteger();
    states.functions.define(
        "flaky",
        _ -> {
          if (calls.incrementAndGet() < 4) {
            throw new FunctionError("Busy", "later");
          }
          return Json.of("ok");
        });
    var execution =
        states.run(
            states.single(
                """
                {"Type": "Task", "Resource": "%s", "End": true, "Retry": [
                  {"ErrorEquals": ["Other"], "MaxAttempts": 1},
                  {"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10}],
                 "Output": "{%% $states.context.State.RetryCount %%}"}
                """
                    .formatted(LocalStates.function("flaky"))),
            "{}");
    states.clock.advance(Duration.ofSeconds(2));
    assertThat(calls).hasValue(2);
    states.clock.advance(Duration.ofSeconds(6));
    assertThat(calls).hasValue(3);
    states.clock.advance(Duration.ofSeconds(9));
    assertThat(calls).hasValue(3);
    states.clock.advance(Duration.ofSeconds(1));

    assertThat(states.output(execution)).isEqualTo("3");
    assertThat(states.types(execution))
        .contains("5<-4 LambdaFunctionFailed", "6<-5 LambdaFunctionScheduled");
    assertThat(states.bill.of("states", "StateTransition")).isEqualTo(4);
  }

  @Test
  void drawsPausesWhenItIsToldTo() {
    states.functions.define(
        "flaky",
        _ -> {
          throw new FunctionError("Busy", "later");
        });
    var execution =
        states.run(
            states.single(
                """
                {"Type": "Task", "Resource": "%s", "End": true, "Retry": [
                  {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL", "MaxAttempts": 1}]}
                """
                    .formatted(LocalStates.function("flaky"))),
            "{}");
    var before = states.clock.instant();
    states.clock.advance(Duration.ofSeconds(100));

    assertThat(states.status(execution)).isEqualTo("FAILED");
    assertThat(Duration.between(before, states.stopped(execution)))
        .isBetween(Duration.ofMillis(1), Duration.ofMillis(99_999));
  }

  @Test
  void catchesWhatIsNotTriedAgain() {
    states.functions.define(
        "broken",
        _ -> {
          throw new FunctionError("java.io.IOException", "no disk");
        });
    var machine =
        states.machine(
            """
            {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "%s", "Next": "Never",
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Never"},
                          {"ErrorEquals": ["States.TaskFailed"], "Next": "Caught",
                           "Assign": {"why": "{%% $states.errorOutput.Error %%}"},
                           "Output": {"in": "{%% $states.input %%}", "error": "{%% $states.errorOutput.Error %%}"}}]},
              "Never": {"Type": "Fail"},
              "Caught": {"Type": "Pass", "Output": "{%% [$states.input, $why] %%}", "End": true}}}
            """
                .formatted(LocalStates.function("broken")));
    var execution = states.finish(machine, "7");

    assertThat(states.output(execution))
        .isEqualTo("[{\"in\":7,\"error\":\"java.io.IOException\"},\"java.io.IOException\"]");
    assertThat(states.types(execution))
        .contains("5<-4 LambdaFunctionFailed", "6<-5 TaskStateExited", "7<-6 PassStateEntered");
    assertThat(states.history(execution))
        .contains("{\"errorMessage\":\"no disk\",\"errorType\":\"java.io.IOException\"}");
  }

  @Test
  void failsWhenItsResultIsTooLarge() {
    states.functions.define("big", _ -> Json.of("x".repeat(300_000)));
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                 "Arguments": {"FunctionName": "big"}, "End": true}
                """),
            "{}");

    var cause =
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.";
    assertThat(states.history(execution))
        .endsWith(
            """
            5<-4 TaskFailed States.DataLimitExceeded %1$s
            6<-5 ExecutionFailed States.DataLimitExceeded %1$s\
            """
                .formatted(cause));
  }

  @Test
  void saysThatThereIsNoSuchFunction() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                 "Arguments": {"FunctionName": "nobody"}, "End": true}
                """),
            "{}");

    assertThat(states.describe(execution).requireString("error"))
        .isEqualTo("Lambda.ResourceNotFoundException");
  }
}
