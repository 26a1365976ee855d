package dev.slipway.local.states.api;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Redriving;
import dev.slipway.local.states.execution.Document;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// What the event bus hears of an execution: its `detail`, in which times are milliseconds and what
/// there is not is null.
public final class StatusChange {
  /// An event holds no more than this of both input and output.
  private static final int MOST = 248 * 1024;

  private StatusChange() {}

  public static Json.Obj of(Execution execution) {
    var origin = execution.origin();
    var state = execution.state();
    var input = execution.input();
    var fits = !input.exceeds(MOST - state.output().map(StatusChange::size).orElse(0));
    var obstacle = Redriving.obstacle(execution, state.stopped().orElse(execution.started()));
    return Json.object()
        .put("executionArn", execution.arn())
        .put("stateMachineArn", origin.machineArn())
        .put("name", origin.name())
        .put("status", execution.status().name())
        .put("startDate", (double) execution.started().toEpochMilli())
        .put("stopDate", time(state.stopped()))
        .put("input", text(Optional.of(input).filter(_ -> fits)))
        .put("output", text(state.output()))
        .put("stateMachineVersionArn", word(origin.version()))
        .put("stateMachineAliasArn", word(origin.alias()))
        .put("redriveCount", state.redrives())
        .put("redriveDate", time(state.redriven()))
        .put("redriveStatus", obstacle.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE")
        .put("redriveStatusReason", word(obstacle))
        .put("inputDetails", Json.object().put("included", fits).build())
        .put(
            "outputDetails",
            state
                .output()
                .<Json>map(_ -> Json.object().put("included", true).build())
                .orElse(Json.Null.INSTANCE))
        .put("error", word(Optional.of(state.failure().error()).filter(text -> !text.isEmpty())))
        .put("cause", word(Optional.of(state.failure().cause()).filter(text -> !text.isEmpty())))
        .build();
  }

  private static int size(Document output) {
    return Math.min(MOST, output.text().length());
  }

  private static Json text(Optional<Document> document) {
    return word(document.map(Document::text));
  }

  private static Json word(Optional<String> text) {
    return text.<Json>map(Json::of).orElse(Json.Null.INSTANCE);
  }

  private static Json time(Optional<Instant> at) {
    return at.<Json>map(when -> Json.of((double) when.toEpochMilli())).orElse(Json.Null.INSTANCE);
  }
}
