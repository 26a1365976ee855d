package dev.slipway.local.simulation;

import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.ci.run.RunJson;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Sees every version of every run and delivery that is written, and holds it against the one
/// before.
final class RunWatch implements SimulatedNetwork.Watch {
  /// What became of a delivery once it has come to its end.
  private static final Set<String> ENDS = Set.of("planned", "ignored", "failed");

  private final Map<RunId, Run> latest = new LinkedHashMap<>();
  private final Map<String, Json.Obj> deliveries = new LinkedHashMap<>();

  Map<RunId, Run> latest() {
    return latest;
  }

  /// The record of each delivery, as it is in its table.
  Map<String, Json.Obj> deliveries() {
    return deliveries;
  }

  @Override
  public void wrote(Json.Obj item) {
    item.object("doc")
        .string("S")
        .ifPresent(document -> saw(RunJson.read((Json.Obj) Json.parse(document))));
    if (item.object("event").string("S").isPresent()) {
      sawDelivery(item);
    }
  }

  static String text(Json.Obj item, String name) {
    return item.object(name).string("S").orElse("");
  }

  private void sawDelivery(Json.Obj next) {
    var before = deliveries.put(text(next, "id"), next);
    if (before != null && ENDS.contains(text(before, "status"))) {
      for (var what : Set.of("status", "runs")) {
        same(text(next, "id"), "its " + what, text(before, what), text(next, what));
      }
    }
  }

  private void saw(Run next) {
    var before = latest.put(next.id(), next);
    next.jobs().values().forEach(job -> needsAreOver(next, job));
    if (before == null || before.attempt() != next.attempt()) {
      return;
    }
    var run = next.id().toString();
    if (before.isCompleted()) {
      same(run, "the conclusion of the run", before.conclusion(), next.conclusion());
    }
    for (var job : before.jobs().values()) {
      var now = next.jobs().get(job.key());
      if (now == null && !next.under(job.key().job()).isEmpty()) {
        // Its matrix has values now, and others stand for it.
        continue;
      }
      if (now == null) {
        throw new AssertionError("%s lost job %s".formatted(run, job.key()));
      }
      if (job.isFinished()) {
        same(run, "the end of " + job.key(), job.state(), now.state());
      }
      if (progress(now) < progress(job)) {
        throw new AssertionError("%s: %s went back to %s".formatted(run, job.key(), now.state()));
      }
      if (job.state() instanceof JobState.Running was
          && now.state() instanceof JobState.Running is) {
        same(run, "the agent of " + job.key(), was.agent(), is.agent());
      }
    }
  }

  private static int progress(RunJob job) {
    return switch (job.state()) {
      case JobState.Planned _ -> 0;
      case JobState.Waiting _ -> 1;
      case JobState.Launched _ -> 2;
      case JobState.Running _ -> 3;
      case JobState.Finished _ -> 4;
    };
  }

  private static void same(String whose, String what, Object before, Object after) {
    if (!before.equals(after)) {
      throw new AssertionError(
          "%s: %s changed from %s to %s".formatted(whose, what, before, after));
    }
  }

  private static void needsAreOver(Run run, RunJob job) {
    var began = job.state() instanceof JobState.Launched || job.state() instanceof JobState.Running;
    if (!began || job.attempt() != run.attempt()) {
      return;
    }
    for (var need : job.needs()) {
      for (var instance : run.under(need)) {
        if (!instance.isFinished()) {
          throw new AssertionError(
              "%s: %s began before %s ended".formatted(run.id(), job.key(), instance.key()));
        }
      }
    }
  }
}
