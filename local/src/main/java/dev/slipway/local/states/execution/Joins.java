package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Scene;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parallel and inline Map: scopes that open scopes and wait for them.
final class Joins {
  /// So many iterations of an inline Map run at once, whatever `MaxConcurrency` says.
  private static final int MAX_INLINE = 40;

  private final Run run;
  private final Steps steps;

  Joins(Run run, Steps steps) {
    this.run = run;
    this.steps = steps;
    run.onDone(this::done);
  }

  void fork(Scope scope, State.Parallel parallel) {
    var scene = Scenes.of(run, scope);
    var input = parallel.head().flow().arguments(scene).map(Document::of).orElse(scope.input());
    var branches = parallel.branches();
    var first = run.reserve(branches.size());
    var told = run.tell(scope, "ParallelStateStarted");
    for (var i = 0; i < branches.size(); i++) {
      run.ready(Scope.branch(first + i, told, i, branches.get(i).startAt(), input));
    }
    run.put(
        told.awaiting(
            new Phase.Joining(first, branches.size(), branches.size(), 0, branches.size())));
  }

  void iterate(Scope scope, State.ForEach forEach) {
    var concurrency = concurrency(scope, forEach);
    var items = items(run, scope, forEach);
    var first = run.reserve(items.size());
    var details = Json.object().put("length", items.size()).build();
    var told = run.tell(scope, "MapStateStarted", details);
    for (var i = 0; i < items.size(); i++) {
      run.put(Scope.iteration(first + i, told, i, forEach.processor().startAt(), items.get(i)));
    }
    goOn(
        told.awaiting(new Phase.Entering()),
        new Phase.Joining(first, items.size(), 0, 0, concurrency),
        told.lastEvent(),
        told.lastEvent());
  }

  static List<Json> items(Run run, Scope scope, State.ForEach forEach) {
    return forEach.items().all().array(looking(run, scope, forEach));
  }

  /// What the fields of a Map look at.
  static Scene looking(Run run, Scope scope, State.ForEach forEach) {
    var scene = Scenes.of(run, scope);
    var input = forEach.head().flow().input(scene).map(Document::of).orElse(scope.input());
    return scene.looking(input::json);
  }

  private int concurrency(Scope scope, State.ForEach forEach) {
    var most =
        forEach
            .items()
            .concurrency()
            .map(field -> field.whole(looking(run, scope, forEach), 0, Integer.MAX_VALUE))
            .orElse(0L);
    return most == 0 ? MAX_INLINE : (int) Math.min(most, MAX_INLINE);
  }

  /// Starts iterations as far as there may be more; goes on when all are done.
  ///
  /// @param freed the event to which an iteration refers that takes a free place
  /// @param last the event to which the end refers
  private void goOn(Scope scope, Phase.Joining joining, int freed, int last) {
    if (joining.done() == joining.count()) {
      run.ready(scope.in(new Phase.Joined(joining.first(), joining.count(), last)));
      return;
    }
    var next = joining.next();
    while (next < joining.count() && next - joining.done() < joining.concurrency()) {
      run.ready(run.scope(joining.first() + next).told(freed).in(new Phase.Starting()));
      next++;
    }
    run.put(scope.in(joining.started(next)));
  }

  /// An iteration's turn has come.
  void start(Scope iteration) {
    var parent = run.scope(iteration.parent());
    var forEach = (State.ForEach) run.state(parent);
    var told =
        run.put(run.tell(iteration, "MapIterationStarted", iterationDetails(parent, iteration)));
    var input = selected(run, parent, forEach, told);
    run.ready(told.given(input.orElse(told.input())).in(new Phase.Entering()));
  }

  /// What `ItemSelector` makes of an item.
  static Optional<Document> selected(
      Run run, Scope parent, State.ForEach forEach, Scope iteration) {
    var selector = forEach.items().selector();
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    var scene = Scenes.ofIteration(run, parent, iteration);
    var input = forEach.head().flow().input(scene);
    var looking = input.isPresent() ? scene.looking(input::get) : scene;
    return Optional.of(Document.of(selector.get().evaluate(looking)));
  }

  static Json.Obj iterationDetails(Scope parent, Scope iteration) {
    return Json.object().put("name", parent.state()).put("index", iteration.index()).build();
  }

  /// A branch or iteration has come to its end.
  private void done(Scope child) {
    var parent = run.scope(child.parent());
    if (!(parent.phase() instanceof Phase.Joining joining)) {
      return;
    }
    var last = child.lastEvent();
    if (run.state(parent) instanceof State.ForEach) {
      last =
          run.event(
              child.lastEvent(),
              "MapIterationSucceeded",
              Optional.of(iterationDetails(parent, child)));
    }
    goOn(parent, joining.withOneDone(), child.lastEvent(), last);
  }

  /// All are done: their outputs, in order, are the state's result.
  void join(Scope scope, Phase.Joined joined) {
    var outputs = new ArrayList<Json>();
    for (var id = joined.first(); id < joined.first() + joined.count(); id++) {
      if (run.scope(id).phase() instanceof Phase.Done(var output)) {
        outputs.add(output.json());
      }
    }
    var state = run.state(scope);
    var told = run.put(scope.told(joined.last()));
    var result = Document.of(new Json.Arr(outputs));
    if (result.exceeds(Steps.MAX_DOCUMENT)) {
      throw StateFailedException.tooLarge(scope.state());
    }
    var succeeded = run.event(joined.last(), state.type() + "StateSucceeded", Optional.empty());
    steps.leaveAfter(succeeded, told, state, result);
    for (var id = joined.first(); id < joined.first() + joined.count(); id++) {
      run.remove(id);
    }
  }
}
