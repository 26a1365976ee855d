package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Errors;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// How executions end, and how one that failed goes on.
///
/// An execution that did not succeed keeps its scopes, all at rest: a redrive lets those go on that
/// had not come to their end.
final class Endings {
  private final Run run;

  Endings(Run run) {
    this.run = run;
  }

  void succeed(Document output) {
    var details =
        Json.object().put("output", output.text()).put("outputDetails", Steps.whole()).build();
    run.put(run.tell(run.scope(Scope.ROOT), "ExecutionSucceeded", details));
    run.end(new Ending.Succeeded(output));
  }

  /// The machine's own scope has failed, if it has.
  void over(Optional<Failure> failure) {
    failure.ifPresent(why -> {
      var details = TaskEvents.with(Json.object(), why).build();
      run.put(run.tell(run.scope(Scope.ROOT), "ExecutionFailed", details));
      run.end(new Ending.Failed(why));
    });
  }

  /// Somebody stopped the execution.
  void abort(Failure failure) {
    Rest.within(run, run.scope(Scope.ROOT));
    var details = TaskEvents.with(Json.object(), failure).build();
    run.event(0, "ExecutionAborted", Optional.of(details));
    run.end(new Ending.Aborted(failure));
  }

  /// The execution took too long.
  void timeOut() {
    Rest.within(run, run.scope(Scope.ROOT));
    run.event(0, "ExecutionTimedOut", Optional.of(Json.Obj.EMPTY));
    run.end(new Ending.TimedOut());
  }

  /// The history has room for one event more.
  void historyFull() {
    run.closeHistory();
    Rest.within(run, run.scope(Scope.ROOT));
    over(
        Optional.of(
            new Failure(
                Errors.RUNTIME,
                "The execution reached the maximum number of history events (25000).")));
  }

  /// Lets the scopes that had not come to their end do their state's work again.
  void redrive(int count) {
    var root = run.scope(Scope.ROOT);
    var details = Json.object().put("redriveCount", count).build();
    var event = run.event(root.lastEvent(), "ExecutionRedriven", Optional.of(details));
    run.facts().deadline().ifPresent(run::set);
    again(root, event);
  }

  private void again(Scope scope, int event) {
    switch (scope.phase()) {
      case Phase.Done _, Phase.Pending _ -> {}
      case Phase.Joining joining -> {
        for (var id = joining.first(); id < joining.first() + joining.count(); id++) {
          again(run.scope(id), event);
        }
      }
      case Phase.Entering _, Phase.Starting _, Phase.Joined _ -> run.ready(scope.told(event));
      case Phase.Working _,
          Phase.Waited _,
          Phase.Dialing _,
          Phase.Calling _,
          Phase.Mapping _,
          Phase.Pausing _ -> {
        var visit = scope.visit().retrying(List.of());
        run.ready(scope.told(event).visiting(visit, new Phase.Working()));
      }
    }
  }
}
