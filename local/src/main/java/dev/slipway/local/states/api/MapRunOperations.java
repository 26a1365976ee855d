package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.engine.MapLedger;
import dev.slipway.local.states.engine.MapRun;
import dev.slipway.local.states.execution.MapPlan.Tolerance;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;

/// Operations on map runs.
public final class MapRunOperations {
  private final Store store;
  private final Ledger ledger;
  private final MapLedger maps;

  public MapRunOperations(Store store, Ledger ledger, MapLedger maps) {
    this.store = store;
    this.ledger = ledger;
    this.maps = maps;
  }

  private MapRun existing(Request request) {
    var arn = Names.mapRunArn(request.required("mapRunArn"));
    return maps.run(arn)
        .orElseThrow(
            () -> Request.refusal("ResourceNotFound", "Resource not found: '%s'".formatted(arn)));
  }

  public Json describe(Request request) {
    var run = existing(request);
    var json =
        Json.object()
            .put("mapRunArn", run.arn())
            .put("executionArn", executionArn(run))
            .put("status", run.status().name())
            .put("startDate", seconds(run.started()))
            .put("maxConcurrency", (double) run.concurrency())
            .put("toleratedFailurePercentage", run.tolerance().percentage())
            .put("toleratedFailureCount", (double) run.tolerance().count())
            .put("itemCounts", run.items().json())
            .put("executionCounts", run.children().json())
            .put("redriveCount", 0);
    run.stopped().ifPresent(at -> json.put("stopDate", seconds(at)));
    return json.build();
  }

  private String executionArn(MapRun run) {
    return ledger.execution(run.parent().execution()).map(Execution::arn).orElse("");
  }

  public Json list(Request request) {
    var arn = Names.executionArn(request.required("executionArn"));
    var limit = request.limit(1000);
    var execution =
        ledger
            .execution(arn)
            .orElseThrow(() ->
                Request.refusal(
                    "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
    return Page.of(maps.runs(execution.number()), request.pageToken(), limit, MapRun::arn)
        .json("mapRuns", run -> json(run, arn));
  }

  private static Json json(MapRun run, String executionArn) {
    var label = run.arn().substring(0, run.arn().lastIndexOf(':'));
    var json =
        Json.object()
            .put("executionArn", executionArn)
            .put("mapRunArn", run.arn())
            .put("stateMachineArn", label.replace(":mapRun:", ":stateMachine:"))
            .put("startDate", seconds(run.started()));
    run.stopped().ifPresent(at -> json.put("stopDate", seconds(at)));
    return json.build();
  }

  public Json update(Request request) {
    var wanted = existing(request);
    var concurrency = request.number("maxConcurrency").map(Double::longValue);
    var count = request.number("toleratedFailureCount").map(Double::longValue);
    var percentage = request.number("toleratedFailurePercentage");
    if (concurrency.filter(n -> n < 0).isPresent()
        || count.filter(n -> n < 0).isPresent()
        || percentage.filter(n -> n < 0 || n > 100).isPresent()) {
      throw Request.invalid(
          "maxConcurrency and toleratedFailureCount must not be negative, toleratedFailurePercentage must be between 0 and 100");
    }
    store.write(() -> {
      synchronized (maps) {
        var run = maps.run(wanted.arn()).orElse(wanted);
        maps.put(
            run.limited(
                concurrency.orElse(run.concurrency()),
                new Tolerance(
                    count.orElse(run.tolerance().count()),
                    percentage.orElse(run.tolerance().percentage()))));
      }
    });
    return Json.Obj.EMPTY;
  }
}
