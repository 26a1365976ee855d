package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.language.Resource;
import dev.slipway.model.Json;
import java.util.Optional;

/// What history says of a task: `Task…` events for integrations, `LambdaFunction…` and `Activity…`
/// for resources named directly.
final class TaskEvents {
  private TaskEvents() {}

  /// @param credentials the role that calls, by its ARN
  static Scope scheduled(
      Run run, Scope scope, Resource resource, Phase.Dialing dialing, Optional<Json> credentials) {
    var arguments = dialing.arguments();
    var details =
        switch (resource) {
          case Resource.Integration integration ->
              kind(integration)
                  .put("region", run.facts().region())
                  .put("parameters", arguments.text());
          case Resource.Function _, Resource.Activity _ ->
              Json.object()
                  .put("resource", resource.arn())
                  .put("input", arguments.text())
                  .put("inputDetails", Steps.whole());
        };
    dialing.timeout().ifPresent(seconds -> details.put("timeoutInSeconds", (double) seconds));
    dialing.heartbeat().ifPresent(seconds -> details.put("heartbeatInSeconds", (double) seconds));
    credentials
        .flatMap(
            given -> given instanceof Json.Obj object ? object.get("RoleArn") : Optional.empty())
        .ifPresent(
            role -> details.put("taskCredentials", Json.object().put("roleArn", role).build()));
    return run.tell(scope, subject(resource) + "Scheduled", details.build());
  }

  private static String subject(Resource resource) {
    return switch (resource) {
      case Resource.Integration _ -> "Task";
      case Resource.Function _ -> "LambdaFunction";
      case Resource.Activity _ -> "Activity";
    };
  }

  /// Details that only integrations have.
  private static Json.Builder kind(Resource resource) {
    return resource instanceof Resource.Integration integration
        ? Json.object()
            .put("resourceType", integration.service())
            .put("resource", integration.resource())
        : Json.object();
  }

  /// An activity starts only when a worker takes it.
  static Scope started(Run run, Scope scope, Resource resource) {
    return switch (resource) {
      case Resource.Integration _ -> run.tell(scope, "TaskStarted", kind(resource).build());
      case Resource.Function _ -> run.tell(scope, "LambdaFunctionStarted");
      case Resource.Activity _ -> scope;
    };
  }

  static Scope taken(Run run, Scope scope, String worker) {
    var details = Json.object();
    if (!worker.isEmpty()) {
      details.put("workerName", worker);
    }
    return run.tell(scope, "ActivityStarted", details.build());
  }

  static Scope submitted(Run run, Scope scope, Resource resource, Document output) {
    return run.tell(scope, "TaskSubmitted", output(resource, output));
  }

  static Scope succeeded(Run run, Scope scope, Resource resource, Document output) {
    return run.tell(scope, subject(resource) + "Succeeded", output(resource, output));
  }

  private static Json.Obj output(Resource resource, Document output) {
    return kind(resource).put("output", output.text()).put("outputDetails", Steps.whole()).build();
  }

  static Scope failed(Run run, Scope scope, Resource resource, Failure failure) {
    return run.tell(scope, subject(resource) + "Failed", with(kind(resource), failure).build());
  }

  static Scope timedOut(Run run, Scope scope, Resource resource, String error) {
    var details = with(kind(resource), new Failure(error, ""));
    return run.tell(scope, subject(resource) + "TimedOut", details.build());
  }

  /// `error` and `cause`, those that are there.
  static Json.Builder with(Json.Builder details, Failure failure) {
    if (!failure.error().isEmpty()) {
      details.put("error", Errors.shown(failure.error()));
    }
    if (!failure.cause().isEmpty()) {
      details.put("cause", failure.cause());
    }
    return details;
  }
}
