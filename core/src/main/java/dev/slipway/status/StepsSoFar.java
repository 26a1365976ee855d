package dev.slipway.status;

import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The steps of a job that still runs, as its log tells them. Immutable.
public final class StepsSoFar {
  public static final StepsSoFar NONE = new StepsSoFar(new TreeMap<>());

  private final SortedMap<Integer, Progress> steps;

  private StepsSoFar(SortedMap<Integer, Progress> steps) {
    this.steps = Collections.unmodifiableSortedMap(steps);
  }

  private record Progress(String name, Instant startedAt, Optional<LogEvent.StepEnded> ended) {}

  /// With one more event; a line changes nothing.
  public StepsSoFar with(LogEvent event) {
    return switch (event) {
      case LogEvent.Line _ -> this;
      case LogEvent.StepStarted(var time, var step, var name) ->
          with(step, new Progress(name, time, Optional.empty()));
      case LogEvent.StepEnded ended -> end(ended);
    };
  }

  private StepsSoFar end(LogEvent.StepEnded ended) {
    var known = steps.get(ended.step());
    var name = known == null ? "Step " + ended.step() : known.name();
    var startedAt = known == null ? ended.time() : known.startedAt();
    return with(ended.step(), new Progress(name, startedAt, Optional.of(ended)));
  }

  private StepsSoFar with(int number, Progress progress) {
    var next = new TreeMap<>(steps);
    next.put(number, progress);
    return new StepsSoFar(next);
  }

  /// The steps as `docs/openapi.yaml` describes them, in their order.
  public Json.Arr documents() {
    return Json.array(
        steps.entrySet().stream().map(step -> document(step.getKey(), step.getValue())).toList());
  }

  private static Json.Obj document(int number, Progress step) {
    var ended = step.ended();
    return Json.object()
        .put("number", number)
        .put("name", step.name())
        .put("status", ended.isPresent() ? "completed" : "in_progress")
        .put("outcome", word(ended.map(LogEvent.StepEnded::outcome)))
        .put("conclusion", word(ended.map(LogEvent.StepEnded::conclusion)))
        .put("startedAt", step.startedAt().toString())
        .put(
            "completedAt",
            ended.<Json>map(end -> Json.of(end.time().toString())).orElse(Json.Null.INSTANCE))
        .build();
  }

  private static Json word(Optional<Conclusion> conclusion) {
    return conclusion.<Json>map(c -> Json.of(c.word())).orElse(Json.Null.INSTANCE);
  }
}
