package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Resource;
import dev.slipway.model.Json;
import java.util.Optional;

/// What history says of a task: `Task…` events for integrations, `LambdaFunction…` and `Activity…`
/// for resources named directly.
final class TaskEvents {
  private TaskEvents() {}

  static Scope scheduled(
      Run run,
      Scope scope,
      Resource resource,
      Document arguments,
      Optional<Long> timeout,
      Optional<Long> heartbeat) {
    return switch (resource) {
      case Resource.Integration integration -> {
        var details =
            Json.object()
                .put("resourceType", integration.service())
                .put("resource", integration.resource())
                .put("region", run.facts().region())
                .put("parameters", arguments.text());
        timeout.ifPresent(seconds -> details.put("timeoutInSeconds", (double) seconds));
        heartbeat.ifPresent(seconds -> details.put("heartbeatInSeconds", (double) seconds));
        var told = run.tell(scope, "TaskScheduled", "taskScheduledEventDetails", details.build());
        yield run.tell(told, "TaskStarted", "taskStartedEventDetails", kind(integration).build());
      }
      case Resource.Function(var arn) -> {
        var details = Json.object().put("resource", arn).put("input", arguments.text());
        details.put("inputDetails", Steps.whole());
        timeout.ifPresent(seconds -> details.put("timeoutInSeconds", (double) seconds));
        var told =
            run.tell(
                scope,
                "LambdaFunctionScheduled",
                "lambdaFunctionScheduledEventDetails",
                details.build());
        yield run.tell(told, "LambdaFunctionStarted");
      }
      case Resource.Activity(var arn) -> {
        var details = Json.object().put("resource", arn).put("input", arguments.text());
        details.put("inputDetails", Steps.whole());
        timeout.ifPresent(seconds -> details.put("timeoutInSeconds", (double) seconds));
        heartbeat.ifPresent(seconds -> details.put("heartbeatInSeconds", (double) seconds));
        yield run.tell(
            scope, "ActivityScheduled", "activityScheduledEventDetails", details.build());
      }
    };
  }

  private static Json.Builder kind(Resource.Integration integration) {
    return Json.object()
        .put("resourceType", integration.service())
        .put("resource", integration.resource());
  }

  /// Details that only integrations have.
  private static Json.Builder kind(Resource resource) {
    return resource instanceof Resource.Integration integration ? kind(integration) : Json.object();
  }

  static Scope submitted(Run run, Scope scope, Resource resource, Document output) {
    var details = kind(resource).put("output", output.text()).put("outputDetails", Steps.whole());
    return run.tell(scope, "TaskSubmitted", "taskSubmittedEventDetails", details.build());
  }

  static Scope succeeded(Run run, Scope scope, Resource resource, Document output) {
    var details = kind(resource).put("output", output.text()).put("outputDetails", Steps.whole());
    return tell(run, scope, resource, "Succeeded", details);
  }

  static Scope failed(Run run, Scope scope, Resource resource, Failure failure) {
    return tell(run, scope, resource, "Failed", with(kind(resource), failure));
  }

  static Scope timedOut(Run run, Scope scope, Resource resource, String error) {
    return tell(run, scope, resource, "TimedOut", kind(resource).put("error", error));
  }

  private static Scope tell(
      Run run, Scope scope, Resource resource, String what, Json.Builder details) {
    var subject =
        switch (resource) {
          case Resource.Integration _ -> "Task";
          case Resource.Function _ -> "LambdaFunction";
          case Resource.Activity _ -> "Activity";
        };
    var type = subject + what;
    var member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
    return run.tell(scope, type, member, details.build());
  }

  /// `error` and `cause`, those that are there.
  static Json.Builder with(Json.Builder details, Failure failure) {
    if (!failure.error().isEmpty()) {
      details.put("error", failure.error());
    }
    if (!failure.cause().isEmpty()) {
      details.put("cause", failure.cause());
    }
    return details;
  }
}
