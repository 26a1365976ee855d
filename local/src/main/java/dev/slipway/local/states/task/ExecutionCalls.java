package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.Execution;
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
import java.util.function.Consumer;

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

  void call(
      Task task, Resource.Integration integration, Document arguments, Consumer<Outcome> answer) {
    if (!(arguments.json() instanceof Json.Obj request)
        || request.string("StateMachineArn").isEmpty()) {
      answer.accept(
          new Failure("States.Runtime", "The field 'StateMachineArn' is required but was missing"));
      return;
    }
    try {
      var execution = start(task, request);
      if (integration.waitsForEnd()) {
        executions.whenEnded(execution, ended -> answer.accept(outcome(integration, ended)));
        return;
      }
      answer.accept(
          new Success(
              Document.of(
                  answers.with(
                      Json.object()
                          .put("ExecutionArn", execution.arn())
                          .put("StartDate", Moments.text(execution.started()))
                          .build()))));
    } catch (AwsError e) {
      answer.accept(refusals.optimized("StepFunctions", "AWSStepFunctions", "AWSStepFunctions", e));
    }
  }

  private Execution start(Task task, Json.Obj request) {
    var machine = request.requireString("StateMachineArn");
    var input = Document.of(request.get("Input").orElse(Json.Obj.EMPTY));
    var wanted = request.string("Name");
    var name =
        wanted.orElseGet(() ->
            UUID.nameUUIDFromBytes(
                    (task.machineArn() + task.key()).getBytes(StandardCharsets.UTF_8))
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

  private static Json.Obj described(Resource.Integration integration, Execution ended) {
    var parsed = integration.suffix().equals(".sync:2");
    var included = Json.object().put("Included", true).build();
    var json =
        Json.object()
            .put("ExecutionArn", ended.arn())
            .put("Input", value(ended.input(), parsed))
            .put("InputDetails", included)
            .put("Name", ended.origin().name());
    ended
        .state()
        .output()
        .ifPresent(
            output -> json.put("Output", value(output, parsed)).put("OutputDetails", included));
    json.put("RedriveCount", ended.state().redrives())
        .put("StartDate", (double) ended.started().toEpochMilli())
        .put("StateMachineArn", ended.origin().machineArn())
        .put("Status", ended.status().name());
    ended.state().stopped().ifPresent(at -> json.put("StopDate", (double) at.toEpochMilli()));
    var failure = ended.state().failure();
    if (!failure.error().isEmpty()) {
      json.put("Error", failure.error());
    }
    if (!failure.cause().isEmpty()) {
      json.put("Cause", failure.cause());
    }
    return json.build();
  }

  private static Json value(Document document, boolean parsed) {
    return parsed ? document.json() : Json.of(document.text());
  }
}
