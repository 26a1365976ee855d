package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Redriving;
import dev.slipway.local.states.engine.TaskCaller.Answer;
import dev.slipway.local.states.engine.TaskCaller.Task;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// `states:startExecution`: one execution starts another, and may wait for it.
///
/// A call that is made again after a kill finds what it has started by a name that is made of the
/// task.
final class ExecutionCalls {
  private final Executions executions;
  private final HttpAnswers answers;
  private final Refusals refusals;

  ExecutionCalls(Executions executions, HttpAnswers answers, Refusals refusals) {
    this.executions = executions;
    this.answers = answers;
    this.refusals = refusals;
  }

  void call(Task task, Resource.Integration integration, Document arguments, Answer answer) {
    if (!(arguments.json() instanceof Json.Obj request)
        || request.string("StateMachineArn").isEmpty()) {
      answer.accept(
          new Failure("States.Runtime", "The field 'StateMachineArn' is required but was missing"));
      return;
    }
    try {
      var execution = start(task, request);
      var started = Document.of(started(execution));
      if (integration.waitsForEnd()) {
        answer.submitted(started);
        executions.whenEnded(execution, ended -> answer.accept(outcome(integration, ended)));
      } else {
        answer.accept(new Success(started));
      }
    } catch (AwsError e) {
      answer.accept(refusals.optimized("StepFunctions", "AWSStepFunctions", "AWSStepFunctions", e));
    }
  }

  private Json started(Execution execution) {
    var body =
        Json.object()
            .put("executionArn", execution.arn())
            .put("startDate", execution.started().toEpochMilli() / 1000.0)
            .build();
    return answers.with(
        Json.object()
            .put("ExecutionArn", execution.arn())
            .put("StartDate", Moments.text(execution.started()))
            .build(),
        body.bytes());
  }

  private Execution start(Task task, Json.Obj request) {
    var machine = request.requireString("StateMachineArn");
    var input = Document.of(request.get("Input").orElse(Json.Obj.EMPTY));
    var wanted = request.string("Name");
    var name =
        wanted.orElseGet(() ->
            UUID.nameUUIDFromBytes(
                    (task.caller().machineArn() + task.key()).getBytes(StandardCharsets.UTF_8))
                .toString());
    try {
      return executions.start(machine, Optional.of(name), input);
    } catch (AwsError e) {
      if (!e.code().equals("ExecutionAlreadyExists") || wanted.isPresent()) {
        throw e;
      }
      return executions.find(executions.arn(machine, name)).orElseThrow(() -> e);
    }
  }

  private static Outcome outcome(Resource.Integration integration, Execution ended) {
    var described = described(integration, ended);
    return ended.status() == Execution.Status.SUCCEEDED
        ? new Success(Document.of(described))
        : new Failure("States.TaskFailed", described.text());
  }

  /// As DescribeExecution tells it, in the order of the alphabet.
  private static Json.Obj described(Resource.Integration integration, Execution ended) {
    var parsed = integration.suffix().equals(".sync:2");
    var included = Json.object().put("Included", true).build();
    var state = ended.state();
    var json = Json.object();
    told(state.failure().cause()).ifPresent(cause -> json.put("Cause", cause));
    told(state.failure().error()).ifPresent(error -> json.put("Error", error));
    json.put("ExecutionArn", ended.arn())
        .put("Input", value(ended.input(), parsed))
        .put("InputDetails", included)
        .put("Name", ended.origin().name());
    state
        .output()
        .ifPresent(
            output -> json.put("Output", value(output, parsed)).put("OutputDetails", included));
    var stopped = state.stopped().orElse(ended.started());
    var obstacle = Redriving.obstacle(ended, stopped);
    return json.put("RedriveCount", state.redrives())
        .put("RedriveStatus", obstacle.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE")
        .put("RedriveStatusReason", obstacle)
        .put("StartDate", (double) ended.started().toEpochMilli())
        .put("StateMachineArn", ended.origin().machineArn())
        .put("Status", ended.status().name())
        .put("StopDate", (double) stopped.toEpochMilli())
        .build();
  }

  private static Optional<String> told(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }

  private static Json value(Document document, boolean parsed) {
    return parsed ? document.json() : Json.of(document.text());
  }
}
