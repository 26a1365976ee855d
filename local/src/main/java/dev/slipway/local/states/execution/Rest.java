package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes back all that scopes wait for: calls, alarms, map runs.
final class Rest {
  private Rest() {}

  /// Puts a scope and all that it opened to rest; they stay as they are.
  static void within(Run run, Scope scope) {
    switch (scope.phase()) {
      case Phase.Joining joining ->
          children(run, joining.first(), joining.count(), child -> within(run, child));
      case Phase.Joined _ -> {}
      case Phase.Calling(var call) -> letGo(run, scope, call);
      case Phase.Mapping _ -> run.abandon(scope.id());
      case Phase.Pausing(var until, _) ->
          run.cancel(List.of(new Alarm(until, scope.id(), scope.generation(), Alarm.Kind.PAUSE)));
      case Phase.Pending _,
          Phase.Starting _,
          Phase.Entering _,
          Phase.Working _,
          Phase.Waited _,
          Phase.Dialing _,
          Phase.Done _ -> {}
    }
  }

  /// Puts all that a scope opened to rest and forgets it.
  static void close(Run run, Scope scope) {
    switch (scope.phase()) {
      case Phase.Joining joining -> forget(run, joining.first(), joining.count());
      case Phase.Joined joined -> forget(run, joined.first(), joined.count());
      case Phase.Pending _,
          Phase.Starting _,
          Phase.Entering _,
          Phase.Working _,
          Phase.Waited _,
          Phase.Dialing _,
          Phase.Calling _,
          Phase.Mapping _,
          Phase.Pausing _,
          Phase.Done _ ->
          within(run, scope);
    }
  }

  private static void forget(Run run, int first, int count) {
    children(
        run,
        first,
        count,
        child -> {
          close(run, child);
          run.remove(child.id());
        });
  }

  /// Nothing that a task was waiting for matters any more.
  static void letGo(Run run, Scope scope, Phase.Call call) {
    run.settle(scope.id());
    run.cancel(call.timers());
  }

  /// Says of each open state within a failed one that it was aborted.
  ///
  /// @param cause the latest event of the scope that failed, to which all these refer
  static void tellAborted(Run run, Scope failed, Scope parent, int cause) {
    if (!(parent.phase() instanceof Phase.Joining joining)) {
      return;
    }
    var iterations = run.state(parent) instanceof State.ForEach;
    children(
        run,
        joining.first(),
        joining.count(),
        child -> {
          if (child.phase() instanceof Phase.Done || child.phase() instanceof Phase.Pending) {
            return;
          }
          if (iterations && child.id() != failed.id()) {
            run.event(
                cause, "MapIterationAborted", Optional.of(Joins.iterationDetails(parent, child)));
          }
          tellStateAborted(run, child, cause);
        });
  }

  private static void tellStateAborted(Run run, Scope scope, int cause) {
    if (scope.phase() instanceof Phase.Entering || scope.phase() instanceof Phase.Starting) {
      return;
    }
    switch (run.state(scope)) {
      case State.Task _, State.Wait _, State.Parallel _, State.ForEach _ ->
          run.event(cause, run.state(scope).type() + "StateAborted", Optional.empty());
      case State.Pass _, State.Choice _, State.Succeed _, State.Fail _ -> {}
    }
    if (scope.phase() instanceof Phase.Joining joining) {
      children(
          run,
          joining.first(),
          joining.count(),
          child -> {
            if (!(child.phase() instanceof Phase.Done)
                && !(child.phase() instanceof Phase.Pending)) {
              tellStateAborted(run, child, cause);
            }
          });
    }
  }

  private static void children(Run run, int first, int count, Consumer<Scope> visitor) {
    for (var id = first; id < first + count; id++) {
      run.find(id).ifPresent(visitor);
    }
  }
}
