package dev.slipway.status;

import dev.slipway.ci.run.Run;
import dev.slipway.model.Json;
import java.util.HashSet;

/// Counts the state transitions that a run's execution makes from start to end: each state is
/// entered once, but a Map's states once per combination, of two Maps for one job only one, and of
/// the two last states only one.
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
    var maps = new HashSet<String>();
    for (var state : level.object("States").members().values()) {
      var body = (Json.Obj) state;
      switch (body.string("Type").orElse("")) {
        case "Parallel" ->
            count += 1 + body.array("Branches").stream().mapToLong(b -> level((Json.Obj) b)).sum();
        case "Map" -> {
          var processor = body.object("ItemProcessor");
          var job = job(processor);
          count += maps.add(job) ? 1 + run.instances(job).size() * level(processor) : 0;
        }
        case "Succeed", "Fail" -> ends = 1;
        default -> count++;
      }
    }
    return count + ends;
  }

  /// The job whose combinations a Map goes through.
  private static String job(Json.Obj processor) {
    var task = processor.object("States").object(processor.requireString("StartAt"));
    return task.object("Arguments").object("Payload").requireString("job");
  }
}
