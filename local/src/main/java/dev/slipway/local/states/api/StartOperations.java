package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Starting executions.
public final class StartOperations {
  private final Launcher launcher;

  public StartOperations(Launcher launcher) {
    this.launcher = launcher;
  }

  public Json start(Request request) {
    var plan = launcher.plan(Names.machineArn(request.required("stateMachineArn")));
    var execution = launcher.start(plan, request.string("name"), Texts.input(request));
    return Json.object()
        .put("executionArn", execution.arn())
        .put("startDate", seconds(execution.started()))
        .build();
  }

  /// Starts an express execution and answers when it has ended.
  public Json startSync(Request request) {
    var plan = launcher.plan(Names.machineArn(request.required("stateMachineArn")));
    if (plan.machine().type() != StateMachine.Type.EXPRESS) {
      throw ExecutionOperations.typeNotSupported();
    }
    var input = Texts.input(request);
    var ended = new CompletableFuture<Execution>();
    var _ = launcher.startSync(plan, request.string("name"), input, ended::complete);
    try {
      return answer(ended.get(), plan.machine().arn());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AwsError(503, "ServiceUnavailable", "The cloud is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json answer(Execution execution, String machineArn) {
    var stopped = execution.state().stopped().orElse(execution.started());
    var included = Json.object().put("included", true).build();
    var json =
        Json.object()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", machineArn)
            .put("name", execution.origin().name())
            .put("startDate", seconds(execution.started()))
            .put("stopDate", seconds(stopped))
            .put("status", execution.status().name())
            .put("input", execution.input().text())
            .put("inputDetails", included)
            .put("output", execution.state().output().map(Document::text))
            .put("outputDetails", included)
            .put("billingDetails", billing(execution.started(), stopped));
    ExecutionOperations.with(json, execution.state().failure());
    return json.build();
  }

  /// AWS bills time in steps of 100 ms and memory in steps of 64 MB.
  private static Json billing(Instant started, Instant stopped) {
    var millis = Duration.between(started, stopped).toMillis();
    return Json.object()
        .put("billedDurationInMilliseconds", (double) Math.max(100, (millis + 99) / 100 * 100))
        .put("billedMemoryUsedInMB", 64)
        .build();
  }

  static Failure failure(Request request) {
    return new Failure(
        request.string("error", 256).orElse(""), request.string("cause", 32768).orElse(""));
  }
}
