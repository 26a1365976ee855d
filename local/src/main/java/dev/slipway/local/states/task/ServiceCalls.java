package dev.slipway.local.states.task;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.states.engine.TaskCaller;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import java.util.function.Consumer;

/// Calls what a task names.
public final class ServiceCalls implements TaskCaller {
  private final LambdaCalls lambda;

  public ServiceCalls(FunctionInvoker functions) {
    this.lambda = new LambdaCalls(functions);
  }

  @Override
  public void call(Task task, Resource resource, Document arguments, Consumer<Outcome> answer) {
    answer.accept(outcome(resource, arguments));
  }

  private Outcome outcome(Resource resource, Document arguments) {
    return switch (resource) {
      case Resource.Function(var arn) -> lambda.direct(arn, arguments);
      case Resource.Integration integration
          when integration.service().equals("lambda") && integration.action().equals("invoke") ->
          lambda.invoke(arguments);
      case Resource.Integration integration ->
          new Failure("States.Runtime", "The local cloud has no integration " + integration.arn());
      case Resource.Activity(var arn) ->
          new Failure("States.Runtime", "The local cloud has no activity " + arn);
    };
  }

  static Outcome success(String text) {
    return new Success(Document.of(text));
  }
}
