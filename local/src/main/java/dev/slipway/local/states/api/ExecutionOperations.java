package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.engine.Definitions;
import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.engine.Redriving;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Operations on executions.
public final class ExecutionOperations {
  private static final int MAX_TOKEN = 3096;

  private final Registry registry;
  private final Ledger ledger;
  private final Definitions definitions;
  private final Engine engine;

  public ExecutionOperations(
      Registry registry, Ledger ledger, Definitions definitions, Engine engine) {
    this.registry = registry;
    this.ledger = ledger;
    this.definitions = definitions;
    this.engine = engine;
  }

  private Execution existing(Request request) {
    return existing(Names.executionArn(request.required("executionArn")));
  }

  private Execution existing(String arn) {
    return ledger
        .execution(arn)
        .orElseThrow(() ->
            Request.refusal(
                "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
  }

  public Json stop(Request request) {
    var execution = existing(request);
    engine.deliver(execution.number(), new Occurrence.Stopped(StartOperations.failure(request)));
    var stopped = existing(execution.arn()).state().stopped().orElseGet(engine::now);
    return Json.object().put("stopDate", seconds(stopped)).build();
  }

  public Json redrive(Request request) {
    var execution = existing(request);
    Redriving.obstacle(execution, engine.now())
        .ifPresent(why -> {
          throw Request.refusal("ExecutionNotRedrivable", why);
        });
    var redriven = engine.redrive(execution.number());
    var at = redriven.flatMap(now -> now.state().redriven()).orElseGet(engine::now);
    return Json.object().put("redriveDate", seconds(at)).build();
  }

  public Json describe(Request request) {
    var execution = existing(request);
    var all = !request.string("includedData").orElse("ALL_DATA").equals("METADATA_ONLY");
    var state = execution.state();
    var json = summary(execution);
    if (all) {
      json.put("input", execution.input().text()).put("inputDetails", included());
      state
          .output()
          .ifPresent(output -> json.put("output", output.text()).put("outputDetails", included()));
      with(json, state.failure());
    }
    var obstacle = Redriving.obstacle(execution, engine.now());
    json.put("redriveStatus", obstacle.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE")
        .put("redriveStatusReason", obstacle);
    return json.build();
  }

  private static Json.Obj included() {
    return Json.object().put("included", true).build();
  }

  static void with(Json.Builder json, Failure failure) {
    if (!failure.error().isEmpty()) {
      json.put("error", failure.error());
    }
    if (!failure.cause().isEmpty()) {
      json.put("cause", failure.cause());
    }
  }

  private static Json.Builder summary(Execution execution) {
    var origin = execution.origin();
    var state = execution.state();
    var json =
        Json.object()
            .put("executionArn", origin.arn())
            .put("stateMachineArn", origin.machineArn())
            .put("name", origin.name())
            .put("status", execution.status().name())
            .put("startDate", seconds(execution.started()))
            .put("stateMachineVersionArn", origin.version())
            .put("stateMachineAliasArn", origin.alias())
            .put("mapRunArn", origin.mapRun())
            .put("redriveCount", state.redrives());
    state.stopped().ifPresent(at -> json.put("stopDate", seconds(at)));
    state.redriven().ifPresent(at -> json.put("redriveDate", seconds(at)));
    if (origin.mapRun().isPresent()) {
      json.put("itemCount", origin.items());
    }
    return json;
  }

  public Json list(Request request) {
    var limit = request.limit(1000);
    var status = request.string("statusFilter").map(ExecutionOperations::status);
    var token = request.pageToken(MAX_TOKEN).map(Page::text).map(ExecutionOperations::number);
    if (request.has("stateMachineArn") == request.has("mapRunArn")) {
      throw Request.invalid("Must specify exactly one of stateMachineArn or mapRunArn");
    }
    var of = list(request, status, token.orElse(0L), limit + 1);
    return Page.cut(of, limit, execution -> Long.toString(execution.number()))
        .json("executions", execution -> summary(execution).build());
  }

  private List<Execution> list(
      Request request, Optional<Execution.Status> status, long after, int limit) {
    if (request.has("mapRunArn")) {
      return ledger.executions(
          Names.mapRunArn(request.required("mapRunArn")), status, after, limit, _ -> true);
    }
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var version = registry.version(arn).map(found -> found.machineArn());
    var alias = registry.alias(arn).map(found -> found.machineArn());
    var machineArn = version.or(() -> alias).orElse(arn);
    var machine = registry.machine(machineArn).orElseThrow(() -> MachineOperations.missing(arn));
    if (machine.type() == StateMachine.Type.EXPRESS) {
      throw typeNotSupported();
    }
    return ledger.executions(
        machineArn,
        status,
        after,
        limit,
        execution ->
            machineArn.equals(arn)
                || execution.origin().version().equals(Optional.of(arn))
                || execution.origin().alias().equals(Optional.of(arn)));
  }

  static AwsError typeNotSupported() {
    return Request.refusal(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw Page.invalidToken(text);
    }
  }

  private static Execution.Status status(String name) {
    try {
      return Execution.Status.valueOf(name);
    } catch (IllegalArgumentException _) {
      throw Request.constraint(
          name,
          "statusFilter",
          "Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]");
    }
  }

  public Json history(Request request) {
    var limit = request.limit(1000);
    var execution = existing(request);
    var from =
        request
            .pageToken()
            .map(Page::text)
            .map(ExecutionOperations::number)
            .map(Long::intValue)
            .orElse(0);
    var found =
        request.flag("reverseOrder")
            ? ledger.historyBackwards(execution.number(), from, limit + 1)
            : ledger.history(execution.number(), from, limit + 1);
    var data = request.flag("includeExecutionData", true);
    var events =
        found.stream()
            .limit(limit)
            .map(Json::parseObject)
            .map(event -> data ? event : withoutData(event))
            .toList();
    var next =
        found.stream()
            .skip(limit)
            .findFirst()
            .map(event -> (int) Json.parseObject(event).requireNumber("id"))
            .map(id -> Page.token(Integer.toString(id)));
    return Json.object().put("events", Json.array(events)).put("nextToken", next).build();
  }

  private static Json.Obj withoutData(Json.Obj event) {
    var json = Json.object();
    event
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj(var details)) {
            var kept = Json.object();
            details.forEach((member, detail) -> {
              if (!member.equals("input")
                  && !member.equals("output")
                  && !member.equals("assignedVariables")) {
                kept.put(member, detail);
              }
            });
            json.put(name, kept.build());
          } else {
            json.put(name, value);
          }
        });
    return json.build();
  }

  /// What a child's machine is called within the machine that has the Map.
  private static String label(String machineArn) {
    return machineArn.substring(machineArn.lastIndexOf('/') + 1);
  }

  public Json describeMachine(Request request) {
    var execution = existing(request);
    var origin = execution.origin();
    var machine = registry.machine(origin.machineArn());
    var json =
        Json.object()
            .put("stateMachineArn", origin.machineArn())
            .put("name", origin.machineArn().substring(origin.machineArn().lastIndexOf(':') + 1))
            .put("definition", definitions.text(origin.revision()))
            .put("roleArn", origin.roleArn())
            .put(
                "updateDate",
                seconds(machine.map(StateMachine::updated).orElse(execution.started())))
            .put("mapRunArn", origin.mapRun());
    origin.mapRun().ifPresent(_ -> json.put("label", label(origin.machineArn())));
    machine.ifPresent(found ->
        MachineOperations.told(found.content(), definitions.text(origin.revision()))
            .members()
            .forEach(json::put));
    machine
        .filter(found -> !found.revisionId().equals(StateMachine.INITIAL))
        .ifPresent(found -> json.put("revisionId", found.revisionId()));
    return json.build();
  }
}
