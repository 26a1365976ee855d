package dev.slipway.local.states;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.states.engine.Definitions;
import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.query.Chance;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.task.ServiceCalls;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.security.SecureRandom;

/// Step Functions: state machines and their executions, by AWS's HTTP API.
public final class StateMachines implements JsonService, AutoCloseable {
  private final Engine engine;
  private final MachineOperations machines;
  private final ExecutionOperations executions;
  private final TaskOperations tasks;

  public StateMachines(
      Store store,
      Scheduler scheduler,
      FunctionInvoker functions,
      Bill bill,
      String region,
      String account) {
    this(store, scheduler, functions, bill, region, account, Chance.from(new SecureRandom()));
  }

  /// @param chance where ids, tokens and jitter come from
  public StateMachines(
      Store store,
      Scheduler scheduler,
      FunctionInvoker functions,
      Bill bill,
      String region,
      String account,
      Chance chance) {
    var registry = new Registry(store);
    var definitions = new Definitions(store);
    var ledger = new Ledger(store);
    var names = new Names(region, account);
    engine =
        new Engine(
            store,
            scheduler,
            ledger,
            definitions,
            new ServiceCalls(functions),
            chance,
            bill,
            region);
    machines = new MachineOperations(store, registry, definitions, names, scheduler, chance);
    executions = new ExecutionOperations(store, registry, ledger, engine, names, scheduler, chance);
    tasks = new TaskOperations(engine);
  }

  /// Lets every execution go on that an earlier process left. Call it once, when all that tasks may
  /// call is ready.
  public void resume() {
    engine.resume();
  }

  @Override
  public String targetPrefix() {
    return "AWSStepFunctions";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    return answer(operation, Request.of(body)).bytes();
  }

  private Json answer(String operation, Request request) {
    return switch (operation) {
      case "CreateStateMachine" -> machines.create(request);
      case "UpdateStateMachine" -> machines.update(request);
      case "DescribeStateMachine" -> machines.describe(request);
      case "ListStateMachines" -> machines.list(request);
      case "StartExecution" -> executions.start(request);
      case "StopExecution" -> executions.stop(request);
      case "DescribeExecution" -> executions.describe(request);
      case "ListExecutions" -> executions.list(request);
      case "GetExecutionHistory" -> executions.history(request);
      case "SendTaskSuccess" -> tasks.success(request);
      case "SendTaskFailure" -> tasks.failure(request);
      case "SendTaskHeartbeat" -> tasks.heartbeat(request);
      case String other ->
          throw new AwsError(
              400, "UnknownOperationException", "Step Functions has no operation " + other);
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
