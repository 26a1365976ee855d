package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.DataFlow;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.language.State.Until;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Entering and leaving states, and the work of those that need nobody else.
final class Steps {
  static final int MAX_DOCUMENT = 256 * 1024;

  private final Run run;

  Steps(Run run) {
    this.run = run;
  }

  /// The histories of this cloud are never cut.
  static Json.Obj whole() {
    return Json.object().put("truncated", false).build();
  }

  Scope enter(Scope scope) {
    run.count();
    var details =
        Json.object()
            .put("name", scope.state())
            .put("input", scope.input().text())
            .put("inputDetails", whole())
            .build();
    var event =
        run.event(
            scope.lastEvent(), run.state(scope).type() + "StateEntered", Optional.of(details));
    return run.put(scope.entered(run.now(), event));
  }

  void pass(Scope scope, State.Pass pass) {
    var made = pass.result().or(() -> pass.head().flow().arguments(Scenes.of(run, scope)));
    leave(scope, pass, made.map(Document::of).orElse(scope.input()));
  }

  void succeed(Scope scope, State.Succeed succeed) {
    leave(scope, succeed, passed(scope, succeed));
  }

  /// What a state hands on that does nothing with its input.
  private Document passed(Scope scope, State state) {
    return state.head().flow().input(Scenes.of(run, scope)).map(Document::of).orElse(scope.input());
  }

  void fail(Scope scope, State.Fail fail) {
    var scene = Scenes.of(run, scope);
    throw new StateFailedException(
        fail.error().map(field -> field.text(scene)).orElse(""),
        fail.cause().map(field -> field.text(scene)).orElse(""));
  }

  void await(Scope scope, State.Wait wait) {
    var input = passed(scope, wait);
    var scene = Scenes.of(run, scope).looking(input::json);
    var until =
        switch (wait.until()) {
          case Until.Seconds(var seconds) ->
              run.now().plus(Duration.ofSeconds(seconds.whole(scene, 0, 99_999_999)));
          case Until.Timestamp(var timestamp) -> timestamp.instant(scene);
        };
    pause(scope, until, new Phase.Waited());
  }

  /// Waits for an instant; what lies in the past is over at once.
  void pause(Scope scope, Instant until, Phase then) {
    if (!until.isAfter(run.now())) {
      run.ready(scope.awaiting(then));
      return;
    }
    var waiting = run.put(scope.awaiting(new Phase.Pausing(until, then)));
    run.set(new Alarm(until, waiting.id(), waiting.generation(), Alarm.Kind.PAUSE));
  }

  void waited(Scope scope) {
    var state = run.state(scope);
    leave(scope, state, passed(scope, state));
  }

  void choose(Scope scope, State.Choice choice) {
    var input = passed(scope, choice);
    var scene = Scenes.of(run, scope).looking(input::json);
    for (var rule : choice.rules()) {
      if (rule.condition().holds(scene)) {
        leave(scope, choice, rule.flow(), scene, input, Optional.of(rule.next()));
        return;
      }
    }
    if (choice.fallback().isEmpty()) {
      throw StateFailedException.within(
          scope,
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    leave(scope, choice, choice.head().flow(), scene, input, choice.fallback());
  }

  /// Leaves a state with what its work returned.
  void leave(Scope scope, State state, Document result) {
    var scene = Scenes.of(run, scope).withResult(result::json);
    leave(scope, state, state.head().flow(), scene, result, state.head().next());
  }

  /// Leaves a state that has said that it succeeded: its exit does not refer to that, but what
  /// fails then does.
  void leaveAfter(int succeeded, Scope scope, State state, Document result) {
    try {
      leave(scope, state, result);
    } catch (QueryException | StateFailedException e) {
      run.put(scope.told(succeeded));
      throw e;
    }
  }

  /// Leaves a state by one of its exits.
  ///
  /// @param flow the exit's own `Output` and `Assign`
  /// @param unchanged what it hands on when the flow says nothing
  void leave(
      Scope scope,
      State state,
      DataFlow flow,
      Scene scene,
      Document unchanged,
      Optional<String> next) {
    var assigned = flow.assign(scene);
    var output = flow.output(scene).map(Document::of).orElse(unchanged);
    if (output.exceeds(MAX_DOCUMENT)) {
      throw StateFailedException.tooLarge(state.head().name());
    }
    var details =
        Json.object()
            .put("name", scope.state())
            .put("output", output.text())
            .put("outputDetails", whole());
    var known = scope;
    if (!assigned.isEmpty()) {
      known = scope.knowing(Variables.assign(run, scope, assigned));
      details
          .put("assignedVariables", Variables.texts(assigned))
          .put("assignedVariablesDetails", whole());
    }
    known = run.tell(known, state.type() + "StateExited", details.build());
    if (next.isPresent()) {
      run.ready(known.visiting(Visit.next(next.get(), output, run.now()), new Phase.Entering()));
      return;
    }
    run.done(run.put(known.in(new Phase.Done(output))));
  }
}
