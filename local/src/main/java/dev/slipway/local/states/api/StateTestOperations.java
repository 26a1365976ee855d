package dev.slipway.local.states.api;

import dev.slipway.local.states.api.StateTest.Inspection;
import dev.slipway.local.states.api.StateTest.Mock;
import dev.slipway.local.states.engine.TaskCaller;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.Ending;
import dev.slipway.local.states.execution.Facts;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.execution.Rehearsal;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.language.State;
import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// TestState: what one state does with an input.
public final class StateTestOperations {
  private final TaskCaller caller;
  private final InstantSource clock;
  private final Chance chance;
  private final String region;

  public StateTestOperations(TaskCaller caller, InstantSource clock, Chance chance, String region) {
    this.caller = caller;
    this.clock = clock;
    this.chance = chance;
    this.region = region;
  }

  public Json test(Request request) {
    var test = StateTest.of(request);
    var input = Texts.input(request);
    var now = clock.instant();
    var machine = Rehearsal.alone(mockable(test.state()), test.state().followers());
    var role = request.string("roleArn").orElse("arn:aws:iam::000000000000:role/TestState");
    var machineName = chance.uuid();
    var name = chance.uuid();
    var facts =
        new Facts(
            0,
            "arn:aws:states:%s:000000000000:express:%s:%s".formatted(region, machineName, name),
            name,
            "arn:aws:states:%s:000000000000:stateMachine:%s".formatted(region, machineName),
            machineName,
            role,
            region,
            input,
            now,
            now,
            Optional.empty(),
            test.context(),
            _ -> true,
            machine);
    var rehearsal = new Rehearsal(facts, input, test.variables().members(), now, chance);
    var inspector = new Inspector(test.state(), rehearsal.scene(), input, test.configuration());
    return answer(test, rehearsal, inspector, role, now);
  }

  /// A state that holds others does nothing here but wait for what they would give.
  private static State mockable(State state) {
    return switch (state) {
      case State.Parallel(var head, _, var recovery) -> task(head, recovery);
      case State.ForEach(var head, _, _, _, var recovery) -> task(head, recovery);
      case State.Pass _,
          State.Task _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ ->
          state;
    };
  }

  private static State task(State.Head head, State.Recovery recovery) {
    return new State.Task(
        head,
        new Resource.Function("arn:aws:lambda:::function:mocked"),
        new State.Limits(Optional.empty(), Optional.empty()),
        Optional.empty(),
        recovery);
  }

  private Json answer(
      StateTest test, Rehearsal rehearsal, Inspector inspector, String role, Instant now) {
    var retriers = test.state().recovery().retriers().size();
    var result = rehearsal.begin(Collections.nCopies(retriers, test.configuration().retries()));
    var failure = Optional.<Failure>empty();
    if (result.owed().isPresent() && result.owed().get() instanceof Effect.Call call) {
      var outcome =
          test.mock().map(mock -> outcome(mock, inspector)).orElseGet(() -> ask(call, role));
      failure = outcome instanceof Failure why ? Optional.of(why) : Optional.empty();
      if (outcome instanceof Success(var output)) {
        inspector.result(output);
      }
      result = rehearsal.answered(outcome);
    } else if (result.pause().isPresent() && test.state() instanceof State.Wait) {
      result = rehearsal.waited();
    }
    var json = verdict(test, result, failure, inspector, now);
    if (test.inspection() != Inspection.INFO) {
      json.put("inspectionData", inspector.json());
    }
    return json.build();
  }

  private static Outcome outcome(Mock mock, Inspector inspector) {
    return switch (mock) {
      case Mock.Result(var value) ->
          inspector
              .refusal()
              .<Outcome>map(failure -> failure)
              .orElseGet(() -> new Success(Document.of(value)));
      case Mock.Fault(var error, var cause) -> new Failure(error, cause);
    };
  }

  private Outcome ask(Effect.Call call, String role) {
    if (call.token().isPresent()) {
      throw Request.invalid("A state that waits for a task token needs a mock to be tested.");
    }
    var answer = new CompletableFuture<Outcome>();
    caller.call(
        new TaskCaller.Task(0, 0, 0, new TaskCaller.Caller(role, role), call.token()),
        call.resource(),
        call.arguments(),
        answer::complete);
    try {
      return answer.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AwsError(503, "ServiceUnavailable", "The cloud is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json.Builder verdict(
      StateTest test,
      Rehearsal.Result result,
      Optional<Failure> failure,
      Inspector inspector,
      Instant now) {
    var json = Json.object();
    var tried = test.state().recovery().retriers().size() * test.configuration().retries();
    if (result.ending().isPresent()) {
      return ended(json, result.ending().get());
    }
    if (result.at().equals(test.state().head().name()) && result.retries() > tried) {
      failure.ifPresent(why -> ExecutionOperations.with(json, why));
      inspector.retried(test.state(), failure, now, result.pause());
      return json.put("status", "RETRIABLE");
    }
    inspector.variables(result.variables());
    json.put("output", result.input().text()).put("nextState", result.at());
    var caught = failure.isPresent();
    failure.ifPresent(why -> {
      ExecutionOperations.with(json, why);
      inspector.caught(test.state(), why);
    });
    return json.put("status", caught ? "CAUGHT_ERROR" : "SUCCEEDED");
  }

  private static Json.Builder ended(Json.Builder json, Ending ending) {
    return switch (ending) {
      case Ending.Succeeded(var output) ->
          json.put("output", output.text()).put("status", "SUCCEEDED");
      case Ending.Failed(var why) -> {
        ExecutionOperations.with(json, why);
        yield json.put("status", "FAILED");
      }
      case Ending.TimedOut(), Ending.Aborted(_) -> json.put("status", "FAILED");
    };
  }
}
