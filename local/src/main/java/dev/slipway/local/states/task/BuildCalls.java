package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.TaskCaller.Answer;
import dev.slipway.local.states.engine.TaskCaller.Task;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.time.Scheduler;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;

/// `codebuild:startBuild.sync`: starts a build and looks at it until it has ended.
final class BuildCalls {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SdkCalls sdk;
  private final Scheduler scheduler;

  BuildCalls(SdkCalls sdk, Scheduler scheduler) {
    this.sdk = sdk;
    this.scheduler = scheduler;
  }

  void call(Task task, Resource.Integration integration, Document arguments, Answer answer) {
    switch (sdk.call(task.caller(), plain(integration), once(task, arguments))) {
      case Failure failure -> answer.accept(failure);
      case Success(var output) -> {
        var id = output.json() instanceof Json.Obj json ? json.object("Build").string("Id") : null;
        if (id == null || id.isEmpty()) {
          answer.accept(new Failure("States.TaskFailed", "The build has no id"));
        } else {
          answer.submitted(output);
          look(task, id.get(), integration, answer);
        }
      }
    }
  }

  private static Resource.Integration plain(Resource.Integration integration) {
    return new Resource.Integration(
        integration.arn(), integration.service(), integration.action(), "");
  }

  /// A call that is made again after a kill starts no second build.
  private static Document once(Task task, Document arguments) {
    return arguments.json() instanceof Json.Obj request && request.get("IdempotencyToken").isEmpty()
        ? Document.of(request.with("IdempotencyToken", Json.of("states-" + task.key())))
        : arguments;
  }

  private void look(Task task, String id, Resource.Integration integration, Answer answer) {
    var batch = new Resource.Integration(integration.arn(), "codebuild", "batchGetBuilds", "");
    var request = Json.object().put("Ids", Json.strings(List.of(id))).build();
    switch (sdk.call(task.caller(), batch, Document.of(request))) {
      case Failure failure -> answer.accept(failure);
      case Success(var output) -> {
        var builds = ((Json.Obj) output.json()).array("Builds");
        var build = builds.isEmpty() ? Json.Obj.EMPTY : (Json.Obj) builds.getFirst();
        switch (build.string("BuildStatus").orElse("FAILED")) {
          case "IN_PROGRESS" -> {
            var _ =
                scheduler.at(
                    scheduler.instant().plus(PAUSE), () -> look(task, id, integration, answer));
          }
          case "SUCCEEDED" ->
              answer.accept(new Success(Document.of(Json.object().put("Build", build).build())));
          case String _ ->
              answer.accept(
                  new Failure(
                      "States.TaskFailed", Json.object().put("Build", build).build().text()));
        }
      }
    }
  }
}
