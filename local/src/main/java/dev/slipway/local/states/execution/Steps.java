package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Interpreter.StateFailed;
import dev.slipway.local.states.execution.Scope.Phase;
import dev.slipway.local.states.language.DataFlow;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.language.State.Until;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Entering and leaving states, and the work of those that need nobody else.
final class Steps {
  static final int MAX_DOCUMENT = 256 * 1024;

  private final Run run;
  private final Joins joins;

  Steps(Run run, Joins joins) {
    this.run = run;
    this.joins = joins;
    joins.use(this);
  }

  void enter(Scope scope) {
    run.count();
    var state = run.state(scope);
    var details =
        Json.object()
            .put("name", scope.state())
            .put("input", scope.input().text())
            .put("inputDetails", whole())
            .build();
    var event = run.tell(scope, state.type() + "StateEntered", "stateEnteredEventDetails", details);
    run.ready(event.enteredAt(run.now(), event.lastEvent()));
  }

  /// The histories of this cloud are never cut.
  static Json.Obj whole() {
    return Json.object().put("truncated", false).build();
  }

  void pass(Scope scope, State.Pass pass) {
    var scene = Scenes.of(run, scope);
    var arguments = pass.head().flow().arguments(scene).map(Document::of).orElse(scope.input());
    leave(scope, pass, arguments);
  }

  void succeed(Scope scope, State.Succeed succeed) {
    leave(scope, succeed, scope.input());
  }

  void fail(Scope scope, State.Fail fail) {
    var scene = Scenes.of(run, scope);
    var error = fail.error().map(template -> text(template.evaluate(scene), "Error")).orElse("");
    var cause = fail.cause().map(template -> text(template.evaluate(scene), "Cause")).orElse("");
    throw new StateFailed(error, cause);
  }

  private static String text(Json value, String field) {
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw new QueryException(
        Errors.QUERY, field, "The field '%s' must evaluate to a string.".formatted(field));
  }

  void await(Scope scope, State.Wait wait) {
    var scene = Scenes.of(run, scope);
    var until =
        switch (wait.until()) {
          case Until.Seconds(var seconds) ->
              run.now().plus(Duration.ofSeconds(seconds(seconds.evaluate(scene), "Seconds")));
          case Until.Timestamp(var timestamp) -> instant(timestamp.evaluate(scene));
        };
    pause(scope, until, new Phase.Waited());
  }

  private static long seconds(Json value, String field) {
    if (value instanceof Json.Num(var number) && number >= 0 && number == Math.rint(number)) {
      return (long) Math.min(number, 99_999_999);
    }
    throw new QueryException(
        Errors.QUERY,
        field,
        "The field '%s' must evaluate to a whole number of seconds.".formatted(field));
  }

  private static Instant instant(Json value) {
    try {
      return OffsetDateTime.parse(text(value, "Timestamp")).toInstant();
    } catch (DateTimeParseException _) {
      throw new QueryException(
          Errors.QUERY, "Timestamp", "The field 'Timestamp' must evaluate to an RFC3339 time.");
    }
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
    leave(scope, run.state(scope), scope.input());
  }

  void choose(Scope scope, State.Choice choice) {
    var scene = Scenes.of(run, scope);
    for (var rule : choice.rules()) {
      if (rule.condition().holds(scene)) {
        leave(scope, choice, rule.flow(), scene, scope.input(), Optional.of(rule.next()));
        return;
      }
    }
    if (choice.fallback().isEmpty()) {
      throw new StateFailed(
          Errors.NO_CHOICE,
          "An error occurred while executing the state '%s' (entered at the event id #%d). Failed to transition out of the state. The state does not point to a next state."
              .formatted(scope.state(), scope.enteredEvent()));
    }
    leave(scope, choice, choice.head().flow(), scene, scope.input(), choice.fallback());
  }

  /// Leaves a state with what its work returned.
  void leave(Scope scope, State state, Document result) {
    var scene = Scenes.of(run, scope).withResult(result::json);
    leave(scope, state, state.head().flow(), scene, result, state.head().next());
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
    var output = flow.output(scene).map(Document::of).orElse(unchanged);
    if (output.exceeds(MAX_DOCUMENT)) {
      throw StateFailed.tooLarge(state);
    }
    var assigned = flow.assign(scene);
    var details =
        Json.object()
            .put("name", scope.state())
            .put("output", output.text())
            .put("outputDetails", whole());
    var known = scope;
    if (!assigned.isEmpty()) {
      known = scope.knowing(merged(scope, assigned));
      details.put("assignedVariables", texts(assigned)).put("assignedVariablesDetails", whole());
    }
    known =
        run.tell(known, state.type() + "StateExited", "stateExitedEventDetails", details.build());
    if (next.isPresent()) {
      run.ready(known.movedTo(next.get(), output));
      return;
    }
    if (known.parent() < 0) {
      succeed(known, output);
      return;
    }
    joins.done(run.put(known.in(new Phase.Done(output))));
  }

  private static Map<String, Json> merged(Scope scope, Map<String, Json> assigned) {
    var variables = new LinkedHashMap<>(scope.variables());
    variables.putAll(assigned);
    return variables;
  }

  private static Json.Obj texts(Map<String, Json> assigned) {
    var texts = Json.object();
    assigned.forEach((name, value) -> texts.put(name, value.text()));
    return texts.build();
  }

  private void succeed(Scope scope, Document output) {
    var details = Json.object().put("output", output.text()).put("outputDetails", whole()).build();
    run.put(run.tell(scope, "ExecutionSucceeded", "executionSucceededEventDetails", details));
    run.end(new Ending.Succeeded(output));
  }
}
