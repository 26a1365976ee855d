package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Scope.Phase;
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

/// What happens when something fails: try again, catch, or give up the scope and all within it.
final class Faults {
  private final Run run;
  private Optional<Steps> steps = Optional.empty();

  Faults(Run run) {
    this.run = run;
  }

  void use(Steps some) {
    steps = Optional.of(some);
  }

  /// A value that the state needs cannot be computed.
  void evaluation(Scope scope, QueryException e) {
    var cause =
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(scope.state(), scope.enteredEvent(), e.getMessage());
    var failure = new Failure(e.error(), cause);
    var details =
        TaskEvents.with(Json.object(), failure)
            .put("location", e.location())
            .put("state", scope.state())
            .build();
    fail(
        run.put(run.tell(scope, "EvaluationFailed", "evaluationFailedEventDetails", details)),
        failure);
  }

  /// The state of this scope has failed.
  void fail(Scope scope, Failure failure) {
    if (scope.phase() instanceof Phase.Starting) {
      // It has no state yet.
      giveUp(scope, failure);
      return;
    }
    var recovery = run.state(scope).recovery();
    if (!retry(scope, recovery.retriers(), failure)) {
      var catcher =
          recovery.catchers().stream()
              .filter(some -> Errors.match(some.errors(), failure.error()))
              .findFirst();
      if (catcher.isPresent()) {
        handle(scope, catcher.get(), failure);
      } else {
        giveUp(scope, failure);
      }
    }
  }

  private boolean retry(Scope scope, List<Retrier> retriers, Failure failure) {
    for (var i = 0; i < retriers.size(); i++) {
      var retrier = retriers.get(i);
      if (!Errors.match(retrier.errors(), failure.error())) {
        continue;
      }
      var used = i < scope.retries().size() ? scope.retries().get(i) : 0;
      if (used >= retrier.maxAttempts()) {
        return false;
      }
      var counts = new ArrayList<>(scope.retries());
      counts.addAll(Collections.nCopies(Math.max(0, i + 1 - counts.size()), 0));
      counts.set(i, used + 1);
      run.count();
      closeWithin(scope);
      var pause = retrier.pause(used, run.chance().numbers());
      steps
          .orElseThrow()
          .pause(scope.retrying(counts, scope.phase()), run.now().plus(pause), new Phase.Working());
      return true;
    }
    return false;
  }

  private void handle(Scope scope, Catcher catcher, Failure failure) {
    closeWithin(scope);
    var error = Json.object().put("Error", failure.error()).put("Cause", failure.cause()).build();
    var scene = Scenes.of(run, scope).withError(error);
    try {
      steps
          .orElseThrow()
          .leave(
              scope,
              run.state(scope),
              catcher.flow(),
              scene,
              Document.of(error),
              Optional.of(catcher.next()));
    } catch (QueryException e) {
      giveUp(scope, new Failure(e.error(), String.valueOf(e.getMessage())));
    }
  }

  /// Nothing knows what to do: the branch, the iteration or the execution fails.
  private void giveUp(Scope scope, Failure failure) {
    closeWithin(scope);
    if (scope.parent() < 0) {
      var details = TaskEvents.with(Json.object(), failure).build();
      run.put(run.tell(scope, "ExecutionFailed", "executionFailedEventDetails", details));
      run.end(new Ending.Failed(failure));
      return;
    }
    var parent = run.scope(scope.parent());
    var state = run.state(parent);
    var last = scope;
    if (state instanceof State.ForEach) {
      last =
          run.tell(
              scope,
              "MapIterationFailed",
              "mapIterationFailedEventDetails",
              Joins.iterationDetails(parent, scope));
    }
    run.remove(scope.id());
    closeWithin(parent);
    var told = run.tell(parent.told(last.lastEvent()), state.type() + "StateFailed");
    fail(run.put(told.in(new Phase.Working())), failure);
  }

  /// Ends all scopes that this scope has opened; it no longer waits for anything.
  private void closeWithin(Scope scope) {
    switch (scope.phase()) {
      case Phase.Joining joining -> {
        for (var id = joining.first(); id < joining.first() + joining.count(); id++) {
          run.find(id)
              .ifPresent(child -> {
                closeWithin(child);
                run.remove(child.id());
              });
        }
      }
      case Phase.Joined(var first, var count, _) -> {
        for (var id = first; id < first + count; id++) {
          run.remove(id);
        }
      }
      case Phase.Calling calling -> Tasks.letGo(run, scope, calling);
      case Phase.Pausing(var until, _) ->
          run.cancel(List.of(new Alarm(until, scope.id(), scope.generation(), Alarm.Kind.PAUSE)));
      case Phase.Pending _,
          Phase.Starting _,
          Phase.Entering _,
          Phase.Working _,
          Phase.Waited _,
          Phase.Done _ -> {}
    }
  }

  /// Somebody stopped the execution.
  void abort(Failure failure) {
    var root = run.scope(Scope.ROOT);
    closeWithin(root);
    var details = TaskEvents.with(Json.object(), failure).build();
    run.put(run.tell(root, "ExecutionAborted", "executionAbortedEventDetails", details));
    run.end(new Ending.Aborted(failure));
  }

  /// The execution took too long.
  void timeOut() {
    var root = run.scope(Scope.ROOT);
    closeWithin(root);
    var failure = new Failure(Errors.TIMEOUT, "");
    var details = TaskEvents.with(Json.object(), failure).build();
    run.put(run.tell(root, "ExecutionTimedOut", "executionTimedOutEventDetails", details));
    run.end(new Ending.TimedOut(failure));
  }
}
