package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.MapPlan.Batches;
import dev.slipway.local.states.execution.MapPlan.Tolerance;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.util.Optional;

/// Distributed Map: the execution plans a map run and waits for it.
final class Maps {
  private static final int MAX_LABEL = 40;

  private final Run run;
  private final Steps steps;

  Maps(Run run, Steps steps) {
    this.run = run;
    this.steps = steps;
  }

  void start(Scope scope, State.ForEach forEach, State.Distributed distributed) {
    var scene = Joins.looking(run, scope, forEach);
    var concurrency =
        forEach.items().concurrency().map(field -> field.whole(scene, 0, 10_000)).orElse(0L);
    var items =
        distributed.reader().isPresent()
            ? Optional.<Json.Arr>empty()
            : Optional.of(new Json.Arr(Joins.items(run, scope, forEach)));
    var length = items.map(array -> array.items().size()).orElse(0);
    var started = run.tell(scope, "MapStateStarted", Json.object().put("length", length).build());
    var label = distributed.label().orElseGet(() -> label(scope.state()));
    var arn = run.facts().mapRun(label, run.chance().uuid());
    var told = run.tell(started, "MapRunStarted", Json.object().put("mapRunArn", arn).build());
    var plan = plan(scene, distributed, arn, items, concurrency);
    var waiting = run.put(told.awaiting(new Phase.Mapping()));
    run.owe(new Effect.RunMap(waiting.id(), waiting.generation(), plan));
  }

  /// Names of states may have what no label may, and what would tear an ARN apart.
  private static String label(String state) {
    var label = state.replaceAll("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"/]", "-");
    return label.substring(0, Math.min(label.length(), MAX_LABEL));
  }

  private static MapPlan plan(
      Scene scene,
      State.Distributed distributed,
      String arn,
      Optional<Json.Arr> items,
      long concurrency) {
    var tolerance =
        new Tolerance(
            distributed
                .toleratedCount()
                .map(field -> field.whole(scene, 0, Integer.MAX_VALUE))
                .orElse(0L),
            distributed
                .toleratedPercentage()
                .map(field -> field.number(scene, 0, 100))
                .orElse(0.0));
    var batch =
        distributed
            .batcher()
            .map(batcher ->
                new Batches(
                    batcher.maxItems().map(field -> field.whole(scene, 1, 100_000_000)),
                    batcher.maxBytes().map(field -> field.whole(scene, 1, 256 * 1024)),
                    batcher.input().map(template -> template.evaluate(scene))));
    return new MapPlan(
        arn,
        items,
        distributed.reader().map(reader -> reader.arguments().evaluate(scene)),
        distributed
            .reader()
            .flatMap(State.Reader::maxItems)
            .map(field -> field.whole(scene, 0, 100_000_000)),
        concurrency,
        tolerance,
        batch,
        distributed.writer().map(writer -> writer.evaluate(scene)));
  }

  void ended(Scope waiting, Outcome outcome) {
    run.settle(waiting.id());
    var scope = waiting.in(new Phase.Working());
    switch (outcome) {
      case Success(var output) -> {
        var succeeded = run.event(scope.lastEvent(), "MapRunSucceeded", Optional.empty());
        if (output.exceeds(Steps.MAX_DOCUMENT)) {
          throw StateFailedException.tooLarge(scope.state());
        }
        var all = run.event(succeeded, "MapStateSucceeded", Optional.empty());
        steps.leaveAfter(all, scope, run.state(scope), output);
      }
      case Failure failure -> {
        run.put(run.tell(scope, "MapRunFailed", TaskEvents.with(Json.object(), failure).build()));
        throw new StateFailedException(failure.error(), failure.cause());
      }
    }
  }
}
