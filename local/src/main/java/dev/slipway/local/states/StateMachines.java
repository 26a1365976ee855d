package dev.slipway.local.states;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.states.api.Operations;
import dev.slipway.local.states.api.Request;
import dev.slipway.local.states.api.StatusChange;
import dev.slipway.local.states.task.ObjectStore;
import dev.slipway.local.states.task.Services;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.Map;
import java.util.function.BiConsumer;

/// Step Functions: state machines and their executions, by AWS's HTTP API.
public final class StateMachines implements JsonService, AutoCloseable {
  private final Services services = new Services();
  private final Workshop workshop;

  /// @param chance where ids, tokens and jitter come from
  public StateMachines(
      Store store,
      Scheduler scheduler,
      FunctionInvoker functions,
      Bill bill,
      String region,
      String account,
      Chance chance) {
    workshop =
        new Workshop(
            new Workshop.Surroundings(store, scheduler, functions, bill, region, account, chance),
            services);
    services.offer(Map.of(targetPrefix(), this));
  }

  /// Lets tasks call other services of this cloud.
  ///
  /// @param others by target prefix, `DynamoDB_20120810`
  public void integrations(Map<String, JsonService> others) {
    services.offer(others);
  }

  /// Lets distributed Maps and tasks read and write objects.
  public void objects(ObjectStore objects) {
    services.offer(objects);
  }

  /// Tells of each standard execution that begins or ends, by its ARN and an event's detail.
  public void announce(BiConsumer<String, Json.Obj> bus) {
    workshop.watch(execution -> bus.accept(execution.arn(), StatusChange.of(execution)));
  }

  /// Lets every execution go on that an earlier process left. Call it once, when all that tasks may
  /// call is ready.
  public void resume() {
    workshop.resume();
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
    Operations operations = workshop.operations();
    return operations.answer(operation, Request.of(body)).bytes();
  }

  @Override
  public void close() {
    workshop.close();
  }
}
