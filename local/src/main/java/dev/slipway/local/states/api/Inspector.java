package dev.slipway.local.states.api;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.DataFlow;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What TestState tells of a state's data on its way through.
final class Inspector {
  private final State state;
  private final Scene scene;
  private final Document input;
  private final Json.Builder data = Json.object();
  private final StateTest.Configuration configuration;
  private Optional<Document> result = Optional.empty();

  Inspector(State state, Scene scene, Document input, StateTest.Configuration configuration) {
    this.configuration = configuration;
    this.state = state;
    this.scene = scene;
    this.input = input;
  }

  /// Why a Map fails whatever its iterations give.
  Optional<Failure> refusal() {
    try {
      return state instanceof State.ForEach forEach
          ? new MapInspector(forEach, scene, configuration).refusal()
          : Optional.empty();
    } catch (QueryException e) {
      return Optional.of(new Failure(e.error(), String.valueOf(e.getMessage())));
    }
  }

  void result(Document output) {
    result = Optional.of(output);
  }

  void variables(Map<String, Json> known) {
    if (!known.isEmpty()) {
      data.put("variables", new Json.Obj(known).text());
    }
  }

  void retried(State failed, Optional<Failure> failure, Instant now, Optional<Instant> until) {
    var retriers = failed.recovery().retriers();
    for (var i = 0; i < retriers.size(); i++) {
      if (Errors.match(retriers.get(i).errors(), failure.map(Failure::error).orElse(""))) {
        data.put(
            "errorDetails",
            Json.object()
                .put("retryIndex", i)
                .put(
                    "retryBackoffIntervalSeconds",
                    (double) Duration.between(now, until.orElse(now)).toSeconds())
                .build());
        return;
      }
    }
  }

  void caught(State failed, Failure failure) {
    var catchers = failed.recovery().catchers();
    for (var i = 0; i < catchers.size(); i++) {
      if (Errors.match(catchers.get(i).errors(), failure.error())) {
        data.put("errorDetails", Json.object().put("catchIndex", i).build());
        return;
      }
    }
  }

  Json.Obj json() {
    data.put("input", input.text());
    try {
      switch (state.head().flow()) {
        case DataFlow.WithJsonata flow -> jsonata(flow);
        case DataFlow.WithPaths flow -> paths(flow);
      }
    } catch (QueryException _) {
      // What cannot be computed is not told; the verdict says why.
    }
    return data.build();
  }

  private void jsonata(DataFlow.WithJsonata flow) {
    if (state instanceof State.ForEach forEach) {
      new MapInspector(forEach, scene, configuration).tell(data);
      return;
    }
    flow.arguments(scene).ifPresent(arguments -> data.put("afterArguments", arguments.text()));
    result.ifPresent(output -> data.put("result", output.text()));
  }

  private void paths(DataFlow.WithPaths flow) {
    var constant = state instanceof State.Pass pass ? pass.result() : Optional.<Json>empty();
    if (constant.isPresent()) {
      data.put("result", constant.get().text());
      placed(flow, constant.get());
      return;
    }
    data.put("afterInputPath", flow.input(scene).map(Json::text).orElse(input.text()));
    switch (state) {
      case State.Pass _ -> {
        var parameters = parameters(flow);
        data.put("afterParameters", parameters.text());
        placed(flow, parameters);
      }
      case State.ForEach forEach -> {
        new MapInspector(forEach, scene, configuration).tell(data);
        result.ifPresent(output -> placed(flow, output.json()));
      }
      case State.Task _, State.Parallel _ -> {
        data.put("afterParameters", parameters(flow).text());
        result.ifPresent(output -> {
          data.put("result", output.text());
          placed(flow, output.json());
        });
      }
      case State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> {}
    }
  }

  private Json parameters(DataFlow.WithPaths flow) {
    return flow.arguments(scene).orElseGet(scene.input());
  }

  /// What becomes of a result before `OutputPath` looks at it.
  private void placed(DataFlow.WithPaths flow, Json made) {
    var looking = scene.withResult(() -> made);
    var selected = flow.selector().map(template -> template.evaluate(looking)).orElse(made);
    data.put("afterResultSelector", selected.text());
    var placed = flow.resultPath().place(scene.withResult(() -> selected)).orElse(selected);
    data.put("afterResultPath", placed.text());
  }
}
