package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.TaskCaller.Caller;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Resource;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What integrations do beyond a service's own API: they take JSON where the API takes its text,
/// and fail when an answer says that something was refused.
final class Optimized {
  private Optimized() {}

  static Json.Obj prepared(Resource.Integration integration, Json.Obj request, Caller caller) {
    return switch (integration.service() + ":" + integration.action()) {
      case "sqs:sendMessage" -> withText(request, "MessageBody");
      case "events:putEvents" ->
          request.with(
              "Entries",
              Json.array(
                  request.array("Entries").stream()
                      .map(
                          entry -> entry instanceof Json.Obj object ? event(object, caller) : entry)
                      .toList()));
      case String _ -> request;
    };
  }

  /// An event names whose it is: the state machine and its execution.
  private static Json.Obj event(Json.Obj entry, Caller caller) {
    var resources = new ArrayList<>(entry.array("Resources"));
    resources.add(Json.of(caller.machineArn()));
    resources.add(Json.of(caller.executionArn()));
    return withText(entry, "Detail").with("Resources", Json.array(resources));
  }

  private static Json.Obj withText(Json.Obj object, String member) {
    var value = object.get(member);
    if (value.isEmpty() || value.get() instanceof Json.Str) {
      return object;
    }
    var members = new LinkedHashMap<>(object.members());
    members.put(member, Json.of(value.get().text()));
    return new Json.Obj(members);
  }

  /// Why an answer means that the task failed, if it does.
  static Optional<Failure> refusal(Resource.Integration integration, Json answer) {
    if (!integration.service().equals("events")
        || !(answer instanceof Json.Obj object)
        || object.number("FailedEntryCount").orElse(0.0) == 0) {
      return Optional.empty();
    }
    return Optional.of(new Failure("EventBridge.FailedEntry", answer.text()));
  }
}
