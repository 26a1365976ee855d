package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a pipeline needs of Step Functions, from publishing its machine to the run's conclusion.
class PipelineTest {
  private static final String WORKFLOW =
      """
      on: push
      jobs:
        build: {runs-on: ubuntu-latest, steps: [{run: make}]}
        test:
          needs: build
          runs-on: ubuntu-latest
          strategy: {matrix: {java: [21, 25]}}
          steps: [{run: make test}]
        lint: {needs: build, runs-on: ubuntu-latest, steps: [{run: make lint}]}
        deploy: {needs: [test, lint], runs-on: ubuntu-latest, steps: [{run: make deploy}]}
      """;
  private static final String INPUT = "{\"runId\":\"r1\",\"attempt\":1,\"matrix\":{\"test\":2}}";

  private final List<String> tokens = new ArrayList<>();

  private void functions(LocalStates states) {
    states.functions.define(
        "StartJob",
        payload -> {
          tokens.add(((Json.Obj) payload).requireString("token"));
          return Json.Obj.EMPTY;
        });
    states.functions.define("FinishRun", _ -> Json.object().put("conclusion", "success").build());
  }

  private static String definition() {
    var read = (ReadResult.Valid) WorkflowReader.read("ci.yml", WORKFLOW);
    return StateMachineCompiler.compile(
            read.workflow(),
            new StateMachineCompiler.FunctionArns(
                LocalStates.function("StartJob"), LocalStates.function("FinishRun")))
        .text();
  }

  private void completeAll(LocalStates states) {
    for (var token : List.copyOf(tokens)) {
      tokens.remove(token);
      states.call(
          "SendTaskSuccess", Json.object().put("taskToken", token).put("output", "{}").build());
    }
    states.clock.run();
  }

  @Test
  void runsJobsInTheirOrderAndSucceeds() {
    try (var states = new LocalStates()) {
      functions(states);
      var execution = states.run(states.machine(definition()), INPUT);

      assertThat(tokens).hasSize(1);
      completeAll(states);
      assertThat(tokens).hasSize(3);
      completeAll(states);
      assertThat(tokens).hasSize(1);
      completeAll(states);

      assertThat(states.status(execution)).isEqualTo("SUCCEEDED");
      assertThat(
              states.functions.calls("StartJob").stream()
                  .map(Json.Obj.class::cast)
                  .map(job ->
                      job.requireString("job")
                          + job.number("index").map(i -> "[%d]".formatted(i.intValue())).orElse(""))
                  .toList())
          .containsExactlyInAnyOrder("build", "test[0]", "test[1]", "lint", "deploy");
    }
  }

  @Test
  void failsWithTheRunsConclusion() {
    try (var states = new LocalStates()) {
      functions(states);
      states.functions.define("FinishRun", _ -> Json.object().put("conclusion", "failure").build());
      var execution = states.run(states.machine(definition()), INPUT);
      completeAll(states);
      completeAll(states);
      completeAll(states);

      var end = states.describe(execution);
      assertThat(end.requireString("status")).isEqualTo("FAILED");
      assertThat(end.requireString("error")).isEqualTo("Run.failure");
      assertThat(end.requireString("cause")).isEqualTo("The run ended with failure");
    }
  }

  @Test
  void asksAgainWhenStartJobFails() {
    try (var states = new LocalStates()) {
      functions(states);
      var failures = new ArrayList<>(List.of(1, 2));
      states.functions.define(
          "StartJob",
          payload -> {
            if (!failures.isEmpty()) {
              failures.removeFirst();
              throw new FunctionError("java.lang.IllegalStateException", "not now");
            }
            tokens.add(((Json.Obj) payload).requireString("token"));
            return Json.Obj.EMPTY;
          });
      states.run(states.machine(definition()), INPUT);
      assertThat(tokens).isEmpty();

      states.clock.advance(Duration.ofSeconds(3));

      assertThat(tokens).hasSize(1);
      assertThat(states.functions.calls("StartJob")).hasSize(3);
    }
  }

  @Test
  void goesOnWhereAnEarlierProcessLeftIt(@TempDir Path folder) {
    var clock = new SteppedScheduler();
    String execution;
    try (var store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
        var states = new LocalStates(store, clock)) {
      functions(states);
      execution = states.run(states.machine(definition()), INPUT);
      completeAll(states);
      assertThat(tokens).hasSize(3);
    }
    try (var store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
        var states = new LocalStates(store, new SteppedScheduler(clock.instant()))) {
      functions(states);
      states.service.resume();
      completeAll(states);
      completeAll(states);

      assertThat(states.status(execution)).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void publishesAVersionForEachDefinition() {
    try (var states = new LocalStates()) {
      var create =
          Json.object()
              .put("name", "pipeline")
              .put("definition", definition())
              .put("roleArn", LocalStates.ROLE)
              .put("publish", true)
              .build();
      var arn = LocalStates.prefix() + "stateMachine:pipeline";
      var first = states.call("CreateStateMachine", create);
      assertThat(first.requireString("stateMachineVersionArn")).isEqualTo(arn + ":1");
      assertThat(states.call("CreateStateMachine", create)).isEqualTo(first);

      var other =
          create.with("definition", Json.of(definition().replace("\"Succeed\"", "\"Succeed\" ")));
      assertThatThrownBy(() -> states.call("CreateStateMachine", other))
          .isInstanceOf(AwsError.class)
          .hasMessage("State Machine Already Exists: '%s'".formatted(arn));
      var update = other.with("stateMachineArn", Json.of(arn));
      var second = states.call("UpdateStateMachine", update);
      assertThat(second.requireString("stateMachineVersionArn")).isEqualTo(arn + ":2");
      assertThat(states.call("UpdateStateMachine", update)).isEqualTo(second);
    }
  }

  @Test
  void startsAnExecutionOnceForOneNameAndInput() {
    try (var states = new LocalStates()) {
      functions(states);
      var machine = states.machine(definition());
      var start =
          Json.object()
              .put("stateMachineArn", machine)
              .put("name", "r1")
              .put("input", INPUT)
              .build();
      var first = states.call("StartExecution", start);
      states.clock.run();

      assertThat(states.call("StartExecution", start)).isEqualTo(first);
      states.clock.run();
      assertThat(tokens).hasSize(1);
      assertThatThrownBy(() -> states.call("StartExecution", start.with("input", Json.of("{}"))))
          .hasMessageStartingWith("Execution Already Exists: 'arn:");
    }
  }

  @Test
  void stops() {
    try (var states = new LocalStates()) {
      functions(states);
      var execution = states.run(states.machine(definition()), INPUT);
      states.call(
          "StopExecution",
          Json.object().put("executionArn", execution).put("error", "Cancelled").build());

      assertThat(states.status(execution)).isEqualTo("ABORTED");
      assertThatThrownBy(() -> completeAll(states)).hasMessageStartingWith("Task Timed Out");
      assertThat(states.clock.waiting()).isZero();
    }
  }
}
