package dev.slipway.local.states.language;

import java.util.ArrayList;
import java.util.List;

/// What express machines may not have: whatever outlasts five minutes.
public final class ExpressRules {
  private ExpressRules() {}

  public static List<Problem> check(Machine machine) {
    var problems = new ArrayList<Problem>();
    check(machine, "", problems);
    return problems;
  }

  private static void check(Machine machine, String location, List<Problem> problems) {
    machine
        .states()
        .forEach((name, state) -> {
          var place = "%s/States/%s".formatted(location, name);
          switch (state) {
            case State.Task task -> resource(task.resource(), place, problems);
            case State.Parallel parallel -> {
              for (var i = 0; i < parallel.branches().size(); i++) {
                check(parallel.branches().get(i), "%s/Branches[%d]".formatted(place, i), problems);
              }
            }
            case State.ForEach forEach -> {
              if (forEach.mode() instanceof State.Distributed) {
                problems.add(
                    Problem.schema(
                        "Express state machine does not support Distributed Map", place));
              }
              check(forEach.processor(), place + "/ItemProcessor", problems);
            }
            case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> {}
          }
        });
  }

  private static void resource(Resource resource, String place, List<Problem> problems) {
    switch (resource) {
      case Resource.Integration integration when integration.waitsForToken() ->
          refuse("'.waitForTaskToken' service integration ", place, problems);
      case Resource.Integration integration when integration.waitsForEnd() ->
          refuse("'.sync' service integration", place, problems);
      case Resource.Activity _ -> refuse("Activity ARN", place, problems);
      case Resource.Integration _, Resource.Function _ -> {}
    }
  }

  private static void refuse(String what, String place, List<Problem> problems) {
    problems.add(
        Problem.schema("Express state machine does not support " + what, place + "/Resource"));
  }
}
