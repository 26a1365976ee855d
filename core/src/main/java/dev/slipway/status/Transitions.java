package dev.slipway.status;

import dev.slipway.ci.run.Run;
import dev.slipway.model.Json;

/// Counts the state transitions that a run's execution makes from start to end: each state is
/// entered once, but a Map's states once per combination, and of the two last states only one.
final class Transitions {
  private final Run run;

  private Transitions(Run run) {
    this.run = run;
  }

  static long of(Run run, Json.Obj definition) {
    return new Transitions(run).level(definition);
  }

  private long level(Json.Obj level) {
    var count = 0L;
    var ends = 0L;
    for (var state : level.object("States").members().entrySet()) {
      var body = (Json.Obj) state.getValue();
      switch (body.string("Type").orElse("")) {
        case "Parallel" ->
            count += 1 + body.array("Branches").stream().mapToLong(b -> level((Json.Obj) b)).sum();
        case "Map" ->
            count += 1 + run.instances(state.getKey()).size() * level(body.object("ItemProcessor"));
        case "Succeed", "Fail" -> ends = 1;
        default -> count++;
      }
    }
    return count + ends;
  }
}
