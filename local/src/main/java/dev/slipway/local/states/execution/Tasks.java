package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.language.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Task states: what they call, and what they make of the answer.
final class Tasks {
  private static final long MAX_SECONDS = 99_999_999;

  private final Run run;
  private final Steps steps;

  Tasks(Run run, Steps steps) {
    this.run = run;
    this.steps = steps;
  }

  void schedule(Scope scope, State.Task task) {
    if (task.resource() instanceof Resource.Activity(var arn)
        && !run.facts().activities().test(arn)) {
      throw StateFailedException.within(scope, "The activity %s does not exist.".formatted(arn));
    }
    var token = token(scope, task.resource());
    var scene =
        token
            .map(text -> Scenes.withToken(run, scope, text))
            .orElseGet(() -> Scenes.of(run, scope));
    var arguments = task.head().flow().arguments(scene).map(Document::of).orElse(scope.input());
    if (arguments.exceeds(Steps.MAX_DOCUMENT)) {
      throw StateFailedException.tooLarge(scope.state());
    }
    var input = task.head().flow().input(scene);
    var looking = input.isPresent() ? scene.looking(input::get) : scene;
    var timeout = task.limits().timeout().map(field -> field.whole(looking, 1, MAX_SECONDS));
    var heartbeat = task.limits().heartbeat().map(field -> field.whole(looking, 1, MAX_SECONDS));
    var dialing = new Phase.Dialing(arguments, token, timeout, heartbeat);
    var role = task.credentials().map(template -> template.evaluate(looking));
    var told = TaskEvents.scheduled(run, scope, task.resource(), dialing, role);
    run.ready(told.awaiting(dialing));
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

  void dial(Scope scope, Phase.Dialing dialing) {
    var resource = resource(scope);
    var told = TaskEvents.started(run, scope, resource);
    var timers = new ArrayList<Alarm>();
    dialing.timeout().ifPresent(s -> timers.add(alarm(scope, s, Alarm.Kind.TIMEOUT)));
    if (!(resource instanceof Resource.Activity)) {
      dialing.heartbeat().ifPresent(s -> timers.add(alarm(scope, s, Alarm.Kind.HEARTBEAT)));
    }
    timers.forEach(run::set);
    run.put(
        told.in(
            new Phase.Calling(
                new Phase.Call(
                    dialing.token(), dialing.heartbeat(), List.copyOf(timers), Optional.empty()))));
    run.owe(
        new Effect.Call(
            scope.id(), scope.generation(), resource, dialing.arguments(), dialing.token()));
  }

  private Alarm alarm(Scope scope, long seconds, Alarm.Kind kind) {
    return new Alarm(run.now().plusSeconds(seconds), scope.id(), scope.generation(), kind);
  }

  private Resource resource(Scope scope) {
    if (run.state(scope) instanceof State.Task task) {
      return task.resource();
    }
    throw new IllegalStateException(scope.state() + " calls nothing");
  }

  /// A worker took the task: from now on it may not be silent too long.
  void taken(Scope scope, Phase.Call call, String worker) {
    run.settle(scope.id());
    var told = TaskEvents.taken(run, scope, worker);
    var timers = new ArrayList<>(call.timers());
    call.heartbeat().ifPresent(s -> timers.add(alarm(scope, s, Alarm.Kind.HEARTBEAT)));
    timers.stream().filter(timer -> !call.timers().contains(timer)).forEach(run::set);
    run.put(told.in(new Phase.Calling(call.withTimers(List.copyOf(timers)))));
  }

  /// A service took the work over and will tell when it has ended; a call that is made again after
  /// a kill tells so a second time.
  void submitted(Scope scope, Phase.Call call, Document output) {
    if (call.submitted().isEmpty()) {
      var told = TaskEvents.submitted(run, scope, resource(scope), output);
      run.put(told.in(new Phase.Calling(call.submittedBy(told.lastEvent()))));
    }
  }

  /// The call came back. With a token, that only means that the work was handed over.
  void answered(Scope scope, Phase.Call call, Outcome outcome) {
    run.settle(scope.id());
    if (call.token().isPresent() && outcome instanceof Success(var output)) {
      run.put(TaskEvents.submitted(run, scope, resource(scope), output));
      return;
    }
    ended(scope, call, outcome);
  }

  /// The result is there.
  void ended(Scope scope, Phase.Call call, Outcome outcome) {
    Rest.letGo(run, scope, call);
    var resource = resource(scope);
    switch (outcome) {
      case Success(var output) when output.exceeds(Steps.MAX_DOCUMENT) ->
          failed(
              scope,
              resource,
              new Failure(
                  Errors.DATA_LIMIT, StateFailedException.tooLargeCause(resource.shortName())));
      case Success(var output) ->
          steps.leave(
              run.put(TaskEvents.succeeded(run, scope, resource, output)),
              run.state(scope),
              output);
      case Failure failure -> failed(scope, resource, failure);
    }
  }

  private void failed(Scope scope, Resource resource, Failure failure) {
    run.put(TaskEvents.failed(run, scope, resource, failure));
    throw new StateFailedException(failure.error(), failure.cause());
  }

  /// A task took too long, or was silent too long.
  void silent(Scope scope, Phase.Call call, Alarm.Kind kind) {
    Rest.letGo(run, scope, call);
    var error = kind == Alarm.Kind.HEARTBEAT ? Errors.HEARTBEAT_TIMEOUT : Errors.TIMEOUT;
    run.put(TaskEvents.timedOut(run, scope, resource(scope), error));
    throw new StateFailedException(error, "");
  }

  /// The task lives: its silence is counted anew.
  void beat(Scope scope, Phase.Call call) {
    if (call.heartbeat().isEmpty()) {
      return;
    }
    var timers = new ArrayList<Alarm>();
    for (var timer : call.timers()) {
      if (timer.kind() == Alarm.Kind.HEARTBEAT) {
        run.cancel(List.of(timer));
      } else {
        timers.add(timer);
      }
    }
    var later = alarm(scope, call.heartbeat().get(), Alarm.Kind.HEARTBEAT);
    run.set(later);
    timers.add(later);
    run.put(scope.in(new Phase.Calling(call.withTimers(List.copyOf(timers)))));
  }
}
