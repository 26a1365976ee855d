package dev.slipway.local.states;

import static dev.slipway.local.states.MachineOperations.seconds;

import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.query.Chance;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Operations on executions.
final class ExecutionOperations {
  private static final int MAX_INPUT = 256 * 1024;

  private final Store store;
  private final Registry registry;
  private final Ledger ledger;
  private final Engine engine;
  private final Names names;
  private final InstantSource clock;
  private final Chance chance;

  ExecutionOperations(
      Store store,
      Registry registry,
      Ledger ledger,
      Engine engine,
      Names names,
      InstantSource clock,
      Chance chance) {
    this.store = store;
    this.registry = registry;
    this.ledger = ledger;
    this.engine = engine;
    this.names = names;
    this.clock = clock;
    this.chance = chance;
  }

  /// What an execution will run.
  private record Plan(
      String machineArn,
      String machineName,
      String revision,
      String role,
      Optional<String> version) {}

  Json start(Request request) {
    var plan = plan(Names.machineArn(request.required("stateMachineArn")));
    var name = request.string("name").map(Names::name).orElseGet(chance::uuid);
    var input = input(request.string("input").orElse("{}"));
    var arn = names.execution(plan.machineName(), name);
    var execution =
        store.write(() -> {
          synchronized (ledger) {
            return ledger
                .execution(arn)
                .map(existing -> same(existing, input))
                .orElseGet(() -> begin(plan, arn, name, input));
          }
        });
    engine.go(execution);
    return Json.object()
        .put("executionArn", arn)
        .put("startDate", seconds(execution.started()))
        .build();
  }

  private static Execution same(Execution existing, Document input) {
    if (existing.running() && existing.input().equals(input)) {
      return existing;
    }
    throw new AwsError(
        400, "ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(existing.arn()));
  }

  private Execution begin(Plan plan, String arn, String name, Document input) {
    return engine.begin(
        new Execution(
            engine.nextNumber(),
            arn,
            name,
            plan.machineArn(),
            plan.version(),
            Optional.empty(),
            plan.revision(),
            plan.role(),
            input,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Optional.empty(),
            Execution.Status.RUNNING,
            Optional.empty(),
            new Failure("", "")));
  }

  private Plan plan(String arn) {
    var machine = registry.machine(arn);
    if (machine.isPresent()) {
      var found = machine.get();
      return new Plan(arn, found.name(), found.revision(), found.roleArn(), Optional.empty());
    }
    var version = registry.version(arn).orElseThrow(() -> MachineOperations.missing(arn));
    var machineArn = arn.substring(0, arn.lastIndexOf(':'));
    var owner =
        registry.machine(machineArn).orElseThrow(() -> MachineOperations.missing(machineArn));
    return new Plan(
        machineArn, owner.name(), version.revision(), version.roleArn(), Optional.of(arn));
  }

  private static Document input(String text) {
    var input = Document.of(text);
    if (input.exceeds(MAX_INPUT)) {
      throw Request.invalid(
          "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144");
    }
    try {
      Json.parse(text);
      return input;
    } catch (MalformedJsonException e) {
      throw new AwsError(
          400,
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '%s'".formatted(e.getMessage()));
    }
  }

  Json stop(Request request) {
    var execution = existing(request);
    var failure =
        new Failure(request.string("error").orElse(""), request.string("cause").orElse(""));
    engine.deliver(execution.number(), new Occurrence.Stopped(failure));
    var stopped = ledger.execution(execution.number()).flatMap(Execution::stopped);
    return Json.object().put("stopDate", seconds(stopped.orElseGet(clock::instant))).build();
  }

  private Execution existing(Request request) {
    var arn = Names.executionArn(request.required("executionArn"));
    return ledger
        .execution(arn)
        .orElseThrow(() ->
            new AwsError(
                400, "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
  }

  Json describe(Request request) {
    var execution = existing(request);
    var json =
        summary(execution)
            .put("input", execution.input().text())
            .put("inputDetails", Json.object().put("included", true).build());
    execution
        .output()
        .ifPresent(output ->
            json.put("output", output.text())
                .put("outputDetails", Json.object().put("included", true).build()));
    if (!execution.failure().error().isEmpty()) {
      json.put("error", execution.failure().error());
    }
    if (!execution.failure().cause().isEmpty()) {
      json.put("cause", execution.failure().cause());
    }
    return json.put("redriveCount", 0)
        .put(
            "redriveStatus",
            execution.running() || execution.status() == Execution.Status.SUCCEEDED
                ? "NOT_REDRIVABLE"
                : "REDRIVABLE")
        .build();
  }

  private static Json.Builder summary(Execution execution) {
    var json =
        Json.object()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.machineArn())
            .put("name", execution.name())
            .put("status", execution.status().name())
            .put("startDate", seconds(execution.started()));
    execution.stopped().ifPresent(at -> json.put("stopDate", seconds(at)));
    return json.put("stateMachineVersionArn", execution.version())
        .put("stateMachineAliasArn", execution.alias());
  }

  Json list(Request request) {
    var limit = request.limit(1000);
    var arn = plan(Names.machineArn(request.required("stateMachineArn"))).machineArn();
    var status = request.string("statusFilter").map(ExecutionOperations::status);
    var after =
        request.string("nextToken").map(Page::text).map(ExecutionOperations::number).orElse(0L);
    var found = ledger.executions(arn, status, after, limit + 1);
    return Page.cut(found, limit, execution -> Long.toString(execution.number()))
        .json("executions", execution -> summary(execution).build());
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
      throw Request.invalid(
          "1 validation error detected: Value '%s' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"
              .formatted(name));
    }
  }

  Json history(Request request) {
    var limit = request.limit(1000);
    var execution = existing(request);
    var backwards = request.flag("reverseOrder");
    var from =
        request.string("nextToken").map(Page::text).map(ExecutionOperations::number).orElse(0L);
    var found =
        backwards
            ? ledger.historyBackwards(execution.number(), from.intValue(), limit + 1)
            : ledger.history(execution.number(), from.intValue(), limit + 1);
    var events = found.stream().limit(limit).map(Json::parseObject).toList();
    var next =
        found.size() <= limit
            ? Optional.<String>empty()
            : Optional.of(
                Page.token(
                    Integer.toString(
                        (int) Json.parseObject(found.get(limit)).requireNumber("id"))));
    return Json.object().put("events", Json.array(events)).put("nextToken", next).build();
  }
}
