package dev.slipway.local.simulation;

import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.RunId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sees every version of every run that is written, and holds it against the one before.
final class RunWatch {
  private final Map<RunId, Run> latest = new LinkedHashMap<>();

  Map<RunId, Run> latest() {
    return latest;
  }

  /// @throws AssertionError naming what changed that must not
  void saw(Run next) {
    var before = latest.put(next.id(), next);
    next.jobs().values().forEach(job -> needsAreOver(next, job));
    if (before == null || before.attempt() != next.attempt()) {
      return;
    }
    if (before.isCompleted()) {
      same(next, "the conclusion of the run", before.conclusion(), next.conclusion());
    }
    for (var job : before.jobs().values()) {
      var now = next.jobs().get(job.key());
      if (now == null) {
        throw new AssertionError("%s lost job %s".formatted(next.id(), job.key()));
      }
      if (job.isFinished()) {
        same(next, "the end of " + job.key(), job.conclusion(), now.conclusion());
      }
      if (job.state() instanceof JobState.Running was
          && now.state() instanceof JobState.Running is) {
        same(next, "the agent of " + job.key(), was.agent(), is.agent());
      }
    }
  }

  private static void same(Run run, String what, Object before, Object after) {
    if (!before.equals(after)) {
      throw new AssertionError(
          "%s: %s changed from %s to %s".formatted(run.id(), what, before, after));
    }
  }

  private static void needsAreOver(Run run, RunJob job) {
    var began = job.state() instanceof JobState.Launched || job.state() instanceof JobState.Running;
    if (!began || job.attempt() != run.attempt()) {
      return;
    }
    for (var need : job.needs()) {
      for (var instance : run.instances(need)) {
        if (!instance.isFinished()) {
          throw new AssertionError(
              "%s: %s began before %s ended".formatted(run.id(), job.key(), instance.key()));
        }
      }
    }
  }
}
