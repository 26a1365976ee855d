package dev.slipway.local.states.task;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.states.engine.TaskCaller;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.task.Activities.Waiting;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;

/// Calls what a task names.
public final class ServiceCalls implements TaskCaller {
  private final LambdaCalls lambda;
  private final Activities activities;
  private final ExecutionCalls executions;
  private final SdkCalls sdk;
  private final BuildCalls builds;
  private final ObjectCalls objects;

  public ServiceCalls(
      FunctionInvoker functions,
      Activities activities,
      Executions executions,
      Services services,
      Scheduler scheduler,
      Chance chance) {
    var answers = new HttpAnswers(scheduler, chance);
    var refusals = new Refusals(chance);
    this.lambda = new LambdaCalls(functions, answers, refusals);
    this.activities = activities;
    this.executions = new ExecutionCalls(executions, answers, refusals);
    this.sdk = new SdkCalls(services, answers, refusals);
    this.builds = new BuildCalls(sdk, scheduler);
    this.objects = new ObjectCalls(services, refusals);
  }

  @Override
  public void call(Task task, Resource resource, Document arguments, Answer answer) {
    switch (resource) {
      case Resource.Function(var arn) -> answer.accept(lambda.direct(arn, arguments));
      case Resource.Activity(var arn) ->
          activities.offer(arn, new Waiting(task.token().orElseThrow(), arguments));
      case Resource.Integration integration -> integrate(task, integration, arguments, answer);
    }
  }

  private void integrate(
      Task task, Resource.Integration integration, Document arguments, Answer answer) {
    switch (integration.service() + ":" + integration.action()) {
      case "lambda:invoke" -> answer.accept(lambda.invoke(arguments));
      case "aws-sdk:lambda:invoke" -> answer.accept(lambda.sdk(arguments));
      case "states:startExecution" -> executions.call(task, integration, arguments, answer);
      case String call when call.equals("codebuild:startBuild") && integration.waitsForEnd() ->
          builds.call(task, integration, arguments, answer);
      case String call when call.startsWith("aws-sdk:s3:") ->
          answer.accept(objects.call(integration, arguments));
      case String _ -> answer.accept(sdk.call(task.caller(), integration, arguments));
    }
  }
}
