package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Answered;
import dev.slipway.local.states.execution.Occurrence.Beat;
import dev.slipway.local.states.execution.Occurrence.Continued;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Rang;
import dev.slipway.local.states.execution.Occurrence.Stopped;
import dev.slipway.local.states.execution.Occurrence.Told;
import dev.slipway.local.states.execution.Scope.Phase;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Chance;
import dev.slipway.local.states.query.QueryException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/// Moves an execution on by one occurrence.
public final class Interpreter {
  /// After so many states an execution lets others have their turn.
  private static final int TURN = 500;

  private final Run run;
  private final Faults faults;
  private final Joins joins;
  private final Tasks tasks;
  private final Steps steps;

  private Interpreter(Run run) {
    this.run = run;
    this.faults = new Faults(run);
    this.joins = new Joins(run);
    this.steps = new Steps(run, joins);
    faults.use(steps);
    this.tasks = new Tasks(run, steps);
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
    new Interpreter(run).advance(occurrence);
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
    if (run.hasReady() && !run.ended()) {
      run.owe(new Effect.GoOn());
    }
  }

  private void take(Occurrence occurrence) {
    switch (occurrence) {
      case Continued _ -> run.settle(Effect.GoOn.KEY);
      case Rang(var alarm) -> rang(alarm);
      case Answered(var scope, var generation, var outcome) ->
          calling(scope, generation, (at, phase) -> tasks.answered(at, phase, outcome));
      case Told(var scope, var generation, var outcome) ->
          calling(scope, generation, (at, phase) -> tasks.ended(at, phase, outcome));
      case Beat(var scope, var generation) -> calling(scope, generation, tasks::beat);
      case Stopped(var failure) -> faults.abort(failure);
    }
  }

  /// Does something to a scope that waits for a task.
  private interface WithCall {
    void take(Scope scope, Phase.Calling phase);
  }

  /// Whatever comes for a scope that has moved on comes too late and changes nothing.
  private void calling(int id, int generation, WithCall action) {
    run.find(id)
        .filter(scope -> scope.generation() == generation)
        .ifPresent(scope -> {
          if (scope.phase() instanceof Phase.Calling phase) {
            guarded(scope, () -> action.take(scope, phase));
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
              (scope, phase) -> tasks.silent(scope, phase, alarm.kind()));
      case EXECUTION -> faults.timeOut();
    }
  }

  private void step(Scope scope) {
    guarded(
        scope,
        () -> {
          switch (scope.phase()) {
            case Phase.Starting _ -> joins.start(scope);
            case Phase.Entering _ -> steps.enter(scope);
            case Phase.Working _ -> work(scope);
            case Phase.Waited _ -> steps.waited(scope);
            case Phase.Joined joined -> joins.join(scope, joined);
            case Phase.Pending _, Phase.Pausing _, Phase.Calling _, Phase.Joining _, Phase.Done _ ->
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
      case State.ForEach forEach -> joins.iterate(scope, forEach);
    }
  }

  /// A value that cannot be computed fails the state that needs it.
  private void guarded(Scope scope, Runnable action) {
    try {
      action.run();
    } catch (StateFailed e) {
      faults.fail(run.find(scope.id()).orElse(scope), e.failure());
    } catch (QueryException e) {
      faults.evaluation(run.find(scope.id()).orElse(scope), e);
    }
  }

  /// A state cannot go on; a retrier or catcher may know what to do.
  static final class StateFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    StateFailed(String error, String cause) {
      super(error, null, false, false);
      this.failure = new Failure(error, cause);
    }

    Failure failure() {
      return failure;
    }

    static StateFailed tooLarge(State state) {
      return new StateFailed(
          Errors.DATA_LIMIT,
          "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
              .formatted(state.head().name()));
    }
  }
}
