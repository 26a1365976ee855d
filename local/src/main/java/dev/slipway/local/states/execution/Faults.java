package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.Retrier;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.language.State.Catcher;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What happens when something fails: try again, catch, or let the branch, the iteration and in the
/// end the execution fail.
final class Faults {
  private final Run run;
  private final Steps steps;

  Faults(Run run, Steps steps) {
    this.run = run;
    this.steps = steps;
  }

  /// A value that the state needs cannot be computed.
  Optional<Failure> evaluation(Scope scope, QueryException e) {
    // An iteration that is only about to start fails the Map that starts it.
    var at = scope.phase() instanceof Phase.Starting ? run.scope(scope.parent()) : scope;
    var failure = failure(at, e);
    if (!e.error().equals(Errors.QUERY)) {
      return fail(scope, failure);
    }
    // A Map that fails before it has started refers to what was before it.
    var visit = scope.visit();
    var early = holds(scope) && scope.lastEvent() == visit.event();
    var previous = early ? visit.before() : scope.lastEvent();
    return fail(tellEvaluation(scope, at, previous, failure, e), failure);
  }

  private static Failure failure(Scope at, QueryException e) {
    return new Failure(
        e.error(),
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(at.state(), at.visit().event(), e.getMessage()));
  }

  private Scope tellEvaluation(
      Scope scope, Scope at, int previous, Failure failure, QueryException e) {
    var details = TaskEvents.with(Json.object(), failure);
    if (!e.location().isEmpty()) {
      details.put("location", e.location());
    }
    details.put("state", at.state());
    var event = run.event(previous, "EvaluationFailed", Optional.of(details.build()));
    return run.put(scope.told(event));
  }

  /// The state of this scope has failed.
  ///
  /// @return why the execution fails, when nothing knows what to do
  Optional<Failure> fail(Scope scope, Failure failure) {
    if (scope.phase() instanceof Phase.Starting) {
      // It has no state yet.
      return propagate(scope, failure);
    }
    var recovery = run.state(scope).recovery();
    var retrier = retrier(scope, failure);
    if (retrier.isPresent()) {
      retry(scope, recovery.retriers(), retrier.get());
      return Optional.empty();
    }
    var told = tellFailed(scope, failure);
    var catcher = catcher(scope, failure);
    return catcher.isPresent()
        ? handle(told, catcher.get(), failure, scope.lastEvent())
        : propagate(told, failure);
  }

  /// Which retrier still retries; the first that means the error decides.
  private Optional<Integer> retrier(Scope scope, Failure failure) {
    var retriers = run.state(scope).recovery().retriers();
    for (var i = 0; i < retriers.size(); i++) {
      if (Errors.match(retriers.get(i).errors(), failure.error())) {
        return used(scope, i) < retriers.get(i).maxAttempts() ? Optional.of(i) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static int used(Scope scope, int retrier) {
    var counts = scope.visit().retries();
    return retrier < counts.size() ? counts.get(retrier) : 0;
  }

  private Optional<Catcher> catcher(Scope scope, Failure failure) {
    return run.state(scope).recovery().catchers().stream()
        .filter(some -> Errors.match(some.errors(), failure.error()))
        .findFirst();
  }

  private void retry(Scope scope, List<Retrier> retriers, int which) {
    Rest.close(run, scope);
    var counts = new ArrayList<>(scope.visit().retries());
    counts.addAll(Collections.nCopies(Math.max(0, which + 1 - counts.size()), 0));
    var pause = retriers.get(which).pause(counts.get(which), run.chance().numbers());
    counts.set(which, counts.get(which) + 1);
    run.count();
    var visit = scope.visit().retrying(List.copyOf(counts));
    steps.pause(scope.visiting(visit, scope.phase()), run.now().plus(pause), new Phase.Working());
  }

  /// States that hold others say that they failed.
  private Scope tellFailed(Scope scope, Failure failure) {
    return holds(scope) && !failure.error().equals(Errors.RUNTIME)
        ? run.put(run.tell(scope, run.state(scope).type() + "StateFailed"))
        : scope;
  }

  private boolean holds(Scope scope) {
    return switch (run.state(scope)) {
      case State.Parallel _, State.ForEach _ -> !(scope.phase() instanceof Phase.Starting);
      case State.Pass _,
          State.Task _,
          State.Wait _,
          State.Choice _,
          State.Succeed _,
          State.Fail _ ->
          false;
    };
  }

  /// @param before the latest event before the state said that it failed
  private Optional<Failure> handle(Scope scope, Catcher catcher, Failure failure, int before) {
    Rest.close(run, scope);
    var error =
        Json.object()
            .put("Error", Errors.shown(failure.error()))
            .put("Cause", failure.cause())
            .build();
    var scene = Scenes.of(run, scope).withError(error);
    try {
      steps.leave(
          scope,
          run.state(scope),
          catcher.flow(),
          scene,
          Document.of(error),
          Optional.of(catcher.next()));
      return Optional.empty();
    } catch (StateFailedException e) {
      return propagate(scope, e.failure());
    } catch (QueryException e) {
      return mishandled(scope, before, e);
    }
  }

  /// What a catcher makes of the error cannot be computed: so the state fails a second time.
  private Optional<Failure> mishandled(Scope scope, int before, QueryException e) {
    var failure = failure(scope, e);
    var told =
        e.error().equals(Errors.QUERY) ? tellEvaluation(scope, scope, before, failure, e) : scope;
    return propagate(tellFailed(told, failure), failure);
  }

  /// The branch or iteration fails, and with it the state that holds it.
  private Optional<Failure> propagate(Scope scope, Failure failure) {
    Rest.within(run, scope);
    if (scope.isRoot()) {
      return Optional.of(failure);
    }
    var parent = run.scope(scope.parent());
    if (!failure.error().equals(Errors.RUNTIME)) {
      // What nobody can catch ends the execution without a word of what was around it.
      tellAround(scope, parent);
    }
    Rest.within(run, parent);
    return fail(run.put(parent.told(scope.lastEvent())), failure);
  }

  private void tellAround(Scope scope, Scope parent) {
    if (run.state(parent) instanceof State.ForEach) {
      run.event(
          scope.lastEvent(),
          "MapIterationFailed",
          Optional.of(Joins.iterationDetails(parent, scope)));
    }
    Rest.tellAborted(run, scope, parent, scope.lastEvent());
  }
}
