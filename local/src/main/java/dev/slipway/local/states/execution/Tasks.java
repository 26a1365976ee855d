package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Interpreter.StateFailed;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.execution.Scope.Heartbeat;
import dev.slipway.local.states.execution.Scope.Phase;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Task states: what they call, and what they make of the answer.
final class Tasks {
  private final Run run;
  private final Steps steps;

  Tasks(Run run, Steps steps) {
    this.run = run;
    this.steps = steps;
  }

  void schedule(Scope scope, State.Task task) {
    var token = token(scope, task.resource());
    var scene =
        token
            .map(text -> Scenes.withToken(run, scope, text))
            .orElseGet(() -> Scenes.of(run, scope));
    var arguments = task.head().flow().arguments(scene).map(Document::of).orElse(scope.input());
    if (arguments.exceeds(Steps.MAX_DOCUMENT)) {
      throw StateFailed.tooLarge(task);
    }
    var timeout = seconds(task.limits().timeout(), scene, "TimeoutSeconds");
    var heartbeat = seconds(task.limits().heartbeat(), scene, "HeartbeatSeconds");
    var told = TaskEvents.scheduled(run, scope, task.resource(), arguments, timeout, heartbeat);
    var generation = scope.generation() + 1;
    var timers = new ArrayList<Alarm>();
    timeout.ifPresent(s -> timers.add(alarm(scope, generation, s, Alarm.Kind.TIMEOUT)));
    heartbeat.ifPresent(s -> timers.add(alarm(scope, generation, s, Alarm.Kind.HEARTBEAT)));
    timers.forEach(run::set);
    var called = !(task.resource() instanceof Resource.Activity);
    run.put(
        told.awaiting(
            new Phase.Calling(token, called, heartbeat.map(Heartbeat::new), List.copyOf(timers))));
    run.owe(new Effect.Call(scope.id(), generation, task.resource(), arguments));
  }

  private Alarm alarm(Scope scope, int generation, long seconds, Alarm.Kind kind) {
    return new Alarm(run.now().plusSeconds(seconds), scope.id(), generation, kind);
  }

  /// Tasks that wait for somebody else have a token.
  private Optional<String> token(Scope scope, Resource resource) {
    var waits =
        switch (resource) {
          case Resource.Integration integration -> integration.waitsForToken();
          case Resource.Activity _ -> true;
          case Resource.Function _ -> false;
        };
    return waits
        ? Optional.of(
            new Token(run.facts().number(), scope.id(), scope.generation() + 1, run.chance().uuid())
                .text())
        : Optional.empty();
  }

  private static Optional<Long> seconds(Optional<Template> field, Scene scene, String name) {
    return field.map(template -> {
      if (template.evaluate(scene) instanceof Json.Num(var number)
          && number > 0
          && number == Math.rint(number)) {
        return (long) Math.min(number, 99_999_999);
      }
      throw new QueryException(
          Errors.QUERY,
          name,
          "The field '%s' must evaluate to a positive integer.".formatted(name));
    });
  }

  /// The call came back. With a token, that only means that the work was handed over.
  void answered(Scope scope, Phase.Calling phase, Outcome outcome) {
    run.settle(scope.id());
    if (phase.token().isEmpty() || outcome instanceof Failure) {
      ended(scope, phase, outcome);
      return;
    }
    if (outcome instanceof Success(var output)) {
      var told = TaskEvents.submitted(run, scope, resource(scope), output);
      run.put(told.in(new Phase.Calling(phase.token(), false, phase.heartbeat(), phase.timers())));
    }
  }

  private Resource resource(Scope scope) {
    if (run.state(scope) instanceof State.Task task) {
      return task.resource();
    }
    throw new IllegalStateException(scope.state() + " calls nothing");
  }

  /// The result is there.
  void ended(Scope scope, Phase.Calling phase, Outcome outcome) {
    letGo(run, scope, phase);
    var resource = resource(scope);
    switch (outcome) {
      case Success(var output) -> {
        var told = run.put(TaskEvents.succeeded(run, scope, resource, output));
        if (output.exceeds(Steps.MAX_DOCUMENT)) {
          throw StateFailed.tooLarge(run.state(scope));
        }
        steps.leave(told, run.state(scope), output);
      }
      case Failure failure -> {
        run.put(TaskEvents.failed(run, scope, resource, failure));
        throw new StateFailed(failure.error(), failure.cause());
      }
    }
  }

  /// A task took too long, or was silent too long.
  void silent(Scope scope, Phase.Calling phase, Alarm.Kind kind) {
    letGo(run, scope, phase);
    var error = kind == Alarm.Kind.HEARTBEAT ? Errors.HEARTBEAT_TIMEOUT : Errors.TIMEOUT;
    run.put(TaskEvents.timedOut(run, scope, resource(scope), error));
    throw new StateFailed(error, "");
  }

  /// The task lives: its silence is counted anew.
  void beat(Scope scope, Phase.Calling phase) {
    if (phase.heartbeat().isEmpty()) {
      return;
    }
    var timers = new ArrayList<Alarm>();
    for (var timer : phase.timers()) {
      if (timer.kind() == Alarm.Kind.HEARTBEAT) {
        run.cancel(List.of(timer));
        var later =
            alarm(
                scope, scope.generation(), phase.heartbeat().get().seconds(), Alarm.Kind.HEARTBEAT);
        run.set(later);
        timers.add(later);
      } else {
        timers.add(timer);
      }
    }
    run.put(
        scope.in(
            new Phase.Calling(
                phase.token(), phase.called(), phase.heartbeat(), List.copyOf(timers))));
  }

  /// Nothing that the task was waiting for matters any more.
  static void letGo(Run run, Scope scope, Phase.Calling phase) {
    run.settle(scope.id());
    run.cancel(phase.timers());
  }
}
