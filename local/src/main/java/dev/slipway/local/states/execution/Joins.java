package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Interpreter.StateFailed;
import dev.slipway.local.states.execution.Scope.Phase;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parallel and inline Map: scopes that open scopes and wait for them.
final class Joins {
  /// So many iterations of an inline Map run at once, whatever `MaxConcurrency` says.
  private static final int MAX_INLINE = 40;

  private final Run run;
  private Optional<Steps> steps = Optional.empty();

  Joins(Run run) {
    this.run = run;
  }

  void use(Steps some) {
    steps = Optional.of(some);
  }

  void fork(Scope scope, State.Parallel parallel) {
    var input =
        parallel
            .head()
            .flow()
            .arguments(Scenes.of(run, scope))
            .map(Document::of)
            .orElse(scope.input());
    var branches = parallel.branches();
    var first = run.reserve(branches.size());
    var told = run.tell(scope, "ParallelStateStarted");
    for (var i = 0; i < branches.size(); i++) {
      run.ready(Scope.child(first + i, told, i, branches.get(i).startAt(), input));
    }
    run.put(
        told.awaiting(
            new Phase.Joining(first, branches.size(), branches.size(), 0, branches.size())));
  }

  void iterate(Scope scope, State.ForEach forEach) {
    var items = items(scope, forEach);
    var concurrency = concurrency(scope, forEach);
    var first = run.reserve(items.size());
    var told =
        run.tell(
            scope,
            "MapStateStarted",
            "mapStateStartedEventDetails",
            Json.object().put("length", items.size()).build());
    for (var i = 0; i < items.size(); i++) {
      var item = Document.of(items.get(i));
      run.put(
          Scope.child(first + i, told, i, forEach.processor().startAt(), item)
              .about(items.get(i), new Phase.Pending()));
    }
    goOn(
        told.awaiting(new Phase.Entering()),
        new Phase.Joining(first, items.size(), 0, 0, concurrency),
        told.lastEvent());
  }

  private List<Json> items(Scope scope, State.ForEach forEach) {
    var scene = Scenes.of(run, scope);
    var items =
        forEach.items().all().map(template -> template.evaluate(scene)).orElseGet(scene.input());
    if (items instanceof Json.Arr(var list)) {
      return list;
    }
    throw new QueryException(Errors.QUERY, "Items", "The field 'Items' must evaluate to an array.");
  }

  private int concurrency(Scope scope, State.ForEach forEach) {
    var field = forEach.items().concurrency();
    if (field.isEmpty()) {
      return MAX_INLINE;
    }
    if (field.get().evaluate(Scenes.of(run, scope)) instanceof Json.Num(var number)
        && number >= 0
        && number == Math.rint(number)) {
      return number == 0 ? MAX_INLINE : (int) Math.min(number, MAX_INLINE);
    }
    throw new QueryException(
        Errors.QUERY,
        "MaxConcurrency",
        "The field 'MaxConcurrency' must evaluate to a whole number.");
  }

  /// Starts iterations as far as there may be more; goes on when all are done.
  private void goOn(Scope scope, Phase.Joining joining, int last) {
    if (joining.done() == joining.count()) {
      run.ready(scope.in(new Phase.Joined(joining.first(), joining.count(), last)));
      return;
    }
    var next = joining.next();
    while (next < joining.count() && next - joining.done() < joining.concurrency()) {
      var iteration = run.scope(joining.first() + next);
      run.ready(iteration.told(scope.lastEvent()).in(new Phase.Starting()));
      next++;
    }
    run.put(scope.in(joining.started(next)));
  }

  /// An iteration's turn has come.
  void start(Scope iteration) {
    var parent = run.scope(iteration.parent());
    var forEach = (State.ForEach) run.state(parent);
    var told =
        run.put(
            run.tell(
                iteration,
                "MapIterationStarted",
                "mapIterationStartedEventDetails",
                iterationDetails(parent, iteration)));
    var input =
        forEach
            .items()
            .selector()
            .map(template -> Document.of(template.evaluate(Scenes.of(run, told))))
            .orElse(told.input());
    run.ready(told.given(input).in(new Phase.Entering()));
  }

  static Json.Obj iterationDetails(Scope parent, Scope iteration) {
    return Json.object().put("name", parent.state()).put("index", iteration.index()).build();
  }

  /// A branch or iteration has come to its end.
  void done(Scope child) {
    var parent = run.scope(child.parent());
    if (!(parent.phase() instanceof Phase.Joining joining)) {
      return;
    }
    var last = child;
    if (run.state(parent) instanceof State.ForEach) {
      last =
          run.put(
              run.tell(
                  child,
                  "MapIterationSucceeded",
                  "mapIterationSucceededEventDetails",
                  iterationDetails(parent, child)));
    }
    goOn(parent, joining.withOneDone(), last.lastEvent());
  }

  /// All are done: their outputs, in order, are the state's result.
  void join(Scope scope, Phase.Joined joined) {
    var outputs = new ArrayList<Json>();
    for (var id = joined.first(); id < joined.first() + joined.count(); id++) {
      if (run.scope(id).phase() instanceof Phase.Done(var output)) {
        outputs.add(output.json());
      }
      run.remove(id);
    }
    var state = run.state(scope);
    var told = run.put(run.tell(scope.told(joined.last()), state.type() + "StateSucceeded"));
    var result = Document.of(new Json.Arr(outputs));
    if (result.exceeds(Steps.MAX_DOCUMENT)) {
      throw StateFailed.tooLarge(state);
    }
    steps.orElseThrow().leave(told, state, result);
  }
}
