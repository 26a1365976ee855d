package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/// What the expressions of a scope's state may see.
final class Scenes {
  private Scenes() {}

  static Scene of(Run run, Scope scope) {
    return scene(run, scope, () -> context(run, scope, Optional.empty(), iteration(run, scope)));
  }

  /// For a task that somebody else ends by a token.
  static Scene withToken(Run run, Scope scope, String token) {
    return scene(run, scope, () -> context(run, scope, Optional.of(token), iteration(run, scope)));
  }

  /// For what a Map computes for one of its items.
  static Scene ofIteration(Run run, Scope parent, Scope iteration) {
    return scene(run, parent, () -> context(run, parent, Optional.empty(), Optional.of(iteration)));
  }

  private static Scene scene(Run run, Scope scope, Supplier<Json.Obj> context) {
    Supplier<Json> input = scope.input()::json;
    return new Scene(
        input,
        input,
        Optional.empty(),
        Optional.empty(),
        context,
        name -> run.variable(scope, name),
        run.now(),
        run.chance());
  }

  private static Json.Obj context(
      Run run, Scope scope, Optional<String> token, Optional<Scope> iteration) {
    var given = run.facts().given();
    if (given.isPresent()) {
      return given.get();
    }
    var members = new LinkedHashMap<>(run.facts().context().members());
    members.put("State", state(run, scope));
    token.ifPresent(text -> members.put("Task", Json.object().put("Token", text).build()));
    iteration.ifPresent(
        at -> members.put("Map", item(at.index(), at.place().item().orElse(Json.Null.INSTANCE))));
    return new Json.Obj(members);
  }

  /// `{"Item": {"Index", "Value"}}`.
  static Json.Obj item(int index, Json value) {
    return Json.object()
        .put("Item", Json.object().put("Index", index).put("Value", value).build())
        .build();
  }

  private static Json.Obj state(Run run, Scope scope) {
    var json =
        Json.object()
            .put("Name", scope.state())
            .put("EnteredTime", Facts.time(scope.visit().entered()));
    switch (run.state(scope)) {
      case State.Task _, State.Parallel _, State.ForEach _ ->
          json.put("RetryCount", scope.visit().retryCount());
      case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> {}
    }
    return json.build();
  }

  /// The innermost iteration around a scope.
  private static Optional<Scope> iteration(Run run, Scope scope) {
    for (var at = Optional.of(scope); at.isPresent(); at = run.find(at.get().parent())) {
      if (at.get().place().item().isPresent()) {
        return at;
      }
    }
    return Optional.empty();
  }
}
