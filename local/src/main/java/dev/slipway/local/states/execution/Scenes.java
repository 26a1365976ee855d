package dev.slipway.local.states.execution;

import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What the expressions of a scope's state may see.
final class Scenes {
  private Scenes() {}

  static Scene of(Run run, Scope scope) {
    return new Scene(
        scope.input()::json,
        Optional.empty(),
        Optional.empty(),
        () -> context(run, scope, Optional.empty()),
        name -> run.variable(scope, name),
        run.now(),
        run.chance());
  }

  /// For a task that somebody else ends by a token.
  static Scene withToken(Run run, Scope scope, String token) {
    return new Scene(
        scope.input()::json,
        Optional.empty(),
        Optional.empty(),
        () -> context(run, scope, Optional.of(token)),
        name -> run.variable(scope, name),
        run.now(),
        run.chance());
  }

  private static Json.Obj context(Run run, Scope scope, Optional<String> token) {
    var members = new LinkedHashMap<>(run.facts().context().members());
    members.put(
        "State",
        Json.object()
            .put("EnteredTime", scope.entered().toString())
            .put("Name", scope.state())
            .put("RetryCount", scope.retryCount())
            .build());
    token.ifPresent(text -> members.put("Task", Json.object().put("Token", text).build()));
    iteration(run, scope)
        .ifPresent(at ->
            members.put(
                "Map",
                Json.object()
                    .put(
                        "Item",
                        Json.object()
                            .put("Index", at.index())
                            .put("Value", at.item().orElse(Json.Null.INSTANCE))
                            .build())
                    .build()));
    return new Json.Obj(members);
  }

  /// The innermost iteration around a scope.
  private static Optional<Scope> iteration(Run run, Scope scope) {
    for (var at = Optional.of(scope); at.isPresent(); at = run.find(at.get().parent())) {
      if (at.get().item().isPresent()) {
        return at;
      }
    }
    return Optional.empty();
  }
}
