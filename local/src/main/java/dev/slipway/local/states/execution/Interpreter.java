package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Answered;
import dev.slipway.local.states.execution.Occurrence.Beat;
import dev.slipway.local.states.execution.Occurrence.Continued;
import dev.slipway.local.states.execution.Occurrence.Mapped;
import dev.slipway.local.states.execution.Occurrence.Rang;
import dev.slipway.local.states.execution.Occurrence.Redriven;
import dev.slipway.local.states.execution.Occurrence.Stopped;
import dev.slipway.local.states.execution.Occurrence.Submitted;
import dev.slipway.local.states.execution.Occurrence.Taken;
import dev.slipway.local.states.execution.Occurrence.Told;
import dev.slipway.local.states.execution.Run.HistoryFullException;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.time.Chance;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/// Moves an execution on by one occurrence.
public final class Interpreter {
  /// After so many steps an execution lets others have their turn.
  private static final int TURN = 1_000;

  private final Run run;
  private final Steps steps;
  private final Faults faults;
  private final Joins joins;
  private final Maps maps;
  private final Tasks tasks;
  private final Endings endings;

  private Interpreter(Run run) {
    this.run = run;
    this.steps = new Steps(run);
    this.faults = new Faults(run, steps);
    this.joins = new Joins(run, steps);
    this.maps = new Maps(run, steps);
    this.tasks = new Tasks(run, steps);
    this.endings = new Endings(run);
  }

  /// What becomes of an execution.
  ///
  /// @param stored gives a scope of the execution by its id, or null
  public static Change advance(
      Facts facts,
      Progress progress,
      IntFunction<Scope> stored,
      Occurrence occurrence,
      Instant now,
      Chance chance) {
    var run = new Run(facts, progress, stored, now, chance);
    var interpreter = new Interpreter(run);
    try {
      interpreter.advance(occurrence);
    } catch (HistoryFullException _) {
      interpreter.endings.historyFull();
    }
    return run.change();
  }

  private void advance(Occurrence occurrence) {
    take(occurrence);
    for (var i = 0; i < TURN && !run.ended(); i++) {
      var scope = run.nextReady();
      if (scope.isEmpty()) {
        return;
      }
      step(scope.get());
    }
    if (run.hasReady()) {
      run.owe(new Effect.GoOn());
    }
  }

  private void take(Occurrence occurrence) {
    switch (occurrence) {
      case Continued _ -> run.settle(Effect.GoOn.KEY);
      case Rang(var alarm) -> rang(alarm);
      case Answered(var scope, var generation, var outcome) ->
          calling(scope, generation, (at, call) -> tasks.answered(at, call, outcome));
      case Submitted(var scope, var generation, var output) ->
          calling(scope, generation, (at, call) -> tasks.submitted(at, call, output));
      case Mapped(var scope, var generation, var outcome) ->
          run.find(scope)
              .filter(at -> at.generation() == generation && at.phase() instanceof Phase.Mapping)
              .ifPresent(at -> guarded(at, () -> maps.ended(at, outcome)));
      case Taken(var scope, var generation, var worker) ->
          calling(scope, generation, (at, call) -> tasks.taken(at, call, worker));
      case Told(var scope, var generation, var outcome) ->
          calling(scope, generation, (at, call) -> tasks.ended(at, call, outcome));
      case Beat(var scope, var generation) -> calling(scope, generation, tasks::beat);
      case Stopped(var failure) -> endings.abort(failure);
      case Redriven(var count) -> endings.redrive(count);
    }
  }

  /// Does something to a scope that waits for a task.
  private interface WithCall {
    void take(Scope scope, Phase.Call call);
  }

  /// Whatever comes for a scope that has moved on comes too late and changes nothing.
  private void calling(int id, int generation, WithCall action) {
    run.find(id)
        .filter(scope -> scope.generation() == generation)
        .ifPresent(scope -> {
          if (scope.phase() instanceof Phase.Calling(var call)) {
            guarded(scope, () -> action.take(scope, call));
          }
        });
  }

  private void rang(Alarm alarm) {
    run.cancel(List.of(alarm));
    switch (alarm.kind()) {
      case PAUSE ->
          run.find(alarm.scope())
              .filter(scope -> scope.generation() == alarm.generation())
              .ifPresent(scope -> {
                if (scope.phase() instanceof Phase.Pausing(_, var then)) {
                  run.ready(scope.in(then));
                }
              });
      case TIMEOUT, HEARTBEAT ->
          calling(
              alarm.scope(),
              alarm.generation(),
              (scope, call) -> tasks.silent(scope, call, alarm.kind()));
      case EXECUTION -> endings.timeOut();
    }
  }

  private void step(Scope scope) {
    guarded(
        scope,
        () -> {
          switch (scope.phase()) {
            case Phase.Starting _ -> joins.start(scope);
            case Phase.Entering _ -> work(steps.enter(scope));
            case Phase.Working _ -> work(scope);
            case Phase.Waited _ -> steps.waited(scope);
            case Phase.Dialing dialing -> tasks.dial(scope, dialing);
            case Phase.Joined joined -> joins.join(scope, joined);
            case Phase.Pending _,
                Phase.Pausing _,
                Phase.Calling _,
                Phase.Mapping _,
                Phase.Joining _,
                Phase.Done _ ->
                throw new IllegalStateException("a scope that waits is not ready");
          }
        });
  }

  private void work(Scope scope) {
    switch (run.state(scope)) {
      case State.Pass pass -> steps.pass(scope, pass);
      case State.Succeed succeed -> steps.succeed(scope, succeed);
      case State.Fail fail -> steps.fail(scope, fail);
      case State.Wait wait -> steps.await(scope, wait);
      case State.Choice choice -> steps.choose(scope, choice);
      case State.Task task -> tasks.schedule(scope, task);
      case State.Parallel parallel -> joins.fork(scope, parallel);
      case State.ForEach forEach -> iterate(scope, forEach);
    }
  }

  private void iterate(Scope scope, State.ForEach forEach) {
    switch (forEach.mode()) {
      case State.Inline _ -> joins.iterate(scope, forEach);
      case State.Distributed distributed -> maps.start(scope, forEach, distributed);
    }
  }

  /// A value that cannot be computed fails the state that needs it.
  private void guarded(Scope scope, Runnable action) {
    try {
      action.run();
    } catch (StateFailedException e) {
      endings.over(faults.fail(run.find(scope.id()).orElse(scope), e.failure()));
    } catch (QueryException e) {
      endings.over(faults.evaluation(run.find(scope.id()).orElse(scope), e));
    }
    run.rootDone().ifPresent(endings::succeed);
  }
}
