package dev.slipway.local.states.api;

import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.language.State;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;

/// A context object that a test of a state brings, checked.
final class GivenContext {
  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "Execution", List.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount"),
          "State", List.of("EnteredTime", "Name", "RetryCount"),
          "StateMachine", List.of("Id", "Name"),
          "Task", List.of("Token"));

  private GivenContext() {}

  static void check(Json.Obj context, State state) {
    context
        .members()
        .forEach((name, value) -> {
          if (name.equals("Map")) {
            throw invalid("'Map' field is not supported when mocking a Context object");
          }
          if (!MEMBERS.containsKey(name)) {
            throw notAllowed(name);
          }
          if (name.equals("Task") && !waits(state)) {
            throw invalid(
                "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
          }
          if (!(value instanceof Json.Obj part)) {
            throw invalid(name + " must be an object");
          }
          part.members().forEach((member, inner) -> check(name, member, inner));
        });
  }

  private static void check(String part, String member, Json value) {
    if (!MEMBERS.getOrDefault(part, List.of()).contains(member)) {
      throw notAllowed(member);
    }
    switch (member) {
      case "Input" -> {}
      case "RetryCount", "RedriveCount" -> {
        if (!(value instanceof Json.Num)) {
          throw invalid("%s.%s must be a number".formatted(part, member));
        }
      }
      case String _ -> {
        if (!(value instanceof Json.Str)) {
          throw invalid("%s.%s must be a string".formatted(part, member));
        }
      }
    }
  }

  private static boolean waits(State state) {
    return state instanceof State.Task task
        && task.resource() instanceof Resource.Integration integration
        && !integration.suffix().isEmpty();
  }

  private static AwsError notAllowed(String name) {
    return invalid("Field '%s' is not allowed".formatted(name));
  }

  private static AwsError invalid(String why) {
    return Request.invalid("Invalid Context object provided: " + why);
  }
}
