package dev.slipway.local.states;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Step Functions as a client sees it, with a clock that the test moves.
final class LocalStates implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::123456789012:role/states";
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";

  final SteppedScheduler clock;
  final ScriptedFunctions functions;
  final Bill bill = new Bill();
  final StateMachines service;
  private int started;

  LocalStates() {
    this(Store.inMemory(), new SteppedScheduler());
  }

  LocalStates(Store store, SteppedScheduler clock) {
    this(store, clock, new ScriptedFunctions(), 7);
  }

  /// @param seed of what is drawn; another one for each process on the same store
  LocalStates(Store store, SteppedScheduler clock, ScriptedFunctions functions, long seed) {
    this.clock = clock;
    this.functions = functions;
    this.service =
        new StateMachines(
            store, clock, functions, bill, "us-east-1", "123456789012", Chance.seeded(seed));
  }

  Json.Obj call(String operation, Json.Obj request) {
    return Json.parseObject(service.call(operation, request.bytes()));
  }

  /// Makes a machine of a definition and gives its ARN.
  String machine(String definition) {
    var name = "machine-" + ++started;
    var request =
        Json.object().put("name", name).put("definition", definition).put("roleArn", ROLE).build();
    return call("CreateStateMachine", request).requireString("stateMachineArn");
  }

  /// A machine of one state, which ends it.
  String single(String state) {
    return machine(
        """
        {"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": %s}}
        """
            .formatted(state));
  }

  String start(String machine, String input) {
    var request = Json.object().put("stateMachineArn", machine).put("input", input).build();
    return call("StartExecution", request).requireString("executionArn");
  }

  /// Starts an execution and lets go on what can go on at once.
  String run(String machine, String input) {
    var execution = start(machine, input);
    clock.run();
    return execution;
  }

  /// Runs an execution to its end, however long that takes.
  String finish(String machine, String input) {
    var execution = start(machine, input);
    clock.advanceUntilIdle(Duration.ofDays(400));
    return execution;
  }

  Json.Obj describe(String execution) {
    return call("DescribeExecution", Json.object().put("executionArn", execution).build());
  }

  String status(String execution) {
    return describe(execution).requireString("status");
  }

  String output(String execution) {
    return describe(execution).string("output").orElse("no output: " + describe(execution).text());
  }

  List<Json.Obj> events(String execution) {
    var request = Json.object().put("executionArn", execution).put("maxResults", 1000).build();
    return call("GetExecutionHistory", request).array("events").stream()
        .map(Json.Obj.class::cast)
        .toList();
  }

  /// `2<-0 PassStateEntered S {"a":1}`: one line for each event, with the name that it is about and
  /// the data that it carries.
  String history(String execution) {
    return events(execution).stream().map(LocalStates::line).collect(Collectors.joining("\n"));
  }

  /// `3<-2 TaskScheduled`: one for each event.
  List<String> types(String execution) {
    return events(execution).stream()
        .map(event -> line(event).split(" ", 3))
        .map(words -> words[0] + " " + words[1])
        .toList();
  }

  void stop(String execution) {
    var _ = call("StopExecution", Json.object().put("executionArn", execution).build());
  }

  Instant stopped(String execution) {
    return Instant.ofEpochMilli(Math.round(describe(execution).requireNumber("stopDate") * 1000));
  }

  private static String line(Json.Obj event) {
    var line =
        new StringBuilder(
            "%d<-%d %s"
                .formatted(
                    (int) event.requireNumber("id"),
                    (int) event.requireNumber("previousEventId"),
                    event.requireString("type")));
    event
        .members()
        .forEach((member, value) -> {
          if (member.endsWith("EventDetails") && value instanceof Json.Obj details) {
            for (var shown :
                List.of(
                    "name", "index", "length", "input", "parameters", "output", "error", "cause")) {
              details
                  .get(shown)
                  .ifPresent(some ->
                      line.append(' ')
                          .append(some instanceof Json.Str(var text) ? text : some.text()));
            }
          }
        });
    return line.toString();
  }

  static String function(String name) {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name;
  }

  @Override
  public void close() {
    service.close();
  }

  static String prefix() {
    return PREFIX;
  }
}
