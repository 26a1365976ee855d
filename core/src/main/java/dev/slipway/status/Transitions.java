package dev.slipway.status;

import dev.slipway.ci.run.Run;
import dev.slipway.model.Json;
import java.util.HashSet;
import java.util.regex.Pattern;

/// Counts the state transitions that a run's execution makes from start to end: each state is
/// entered once, but a Map's states once per combination, of two Maps for one job only one, and of
/// the two last states only one.
final class Transitions {
  private static final Pattern LOOKED_UP =
      Pattern.compile("(?<inside>\\$states\\.input\\.path & )?'(?<job>[^']+)'\\)");

  private final Run run;

  private Transitions(Run run) {
    this.run = run;
  }

  static long of(Run run, Json.Obj definition) {
    return new Transitions(run).level(definition, "");
  }

  /// @param path what the iterations around it add to the paths of their jobs
  private long level(Json.Obj level, String path) {
    var count = 0L;
    var ends = 0L;
    var maps = new HashSet<String>();
    for (var state : level.object("States").members().values()) {
      var body = (Json.Obj) state;
      switch (body.string("Type").orElse("")) {
        case "Parallel" ->
            count +=
                1 + body.array("Branches").stream().mapToLong(b -> level((Json.Obj) b, path)).sum();
        case "Map" -> {
          var job = job(body, path);
          count += maps.add(job) ? 1 + iterations(body, job) : 0;
        }
        case "Succeed", "Fail" -> ends = 1;
        default -> count++;
      }
    }
    return count + ends;
  }

  /// A Map whose iterations call a workflow hands them the paths of their jobs.
  private long iterations(Json.Obj map, String job) {
    var processor = map.object("ItemProcessor");
    var calls = map.object("ItemSelector").get("matrix").isPresent();
    var count = 0L;
    for (var i = run.combinations(job).getOrDefault(job, 0); i > 0; i--) {
      count += level(processor, calls ? "%s.%d.".formatted(job, i - 1) : path(job));
    }
    return count;
  }

  private static String path(String job) {
    return job.substring(0, job.lastIndexOf('.') + 1);
  }

  /// The job whose combinations a Map goes through: the last text in what it looks up.
  private static String job(Json.Obj map, String path) {
    var looked = LOOKED_UP.matcher(map.requireString("Items"));
    if (!looked.find()) {
      throw new IllegalArgumentException("no Map of ours: " + map.text());
    }
    return (looked.group("inside") == null ? "" : path) + looked.group("job");
  }
}
