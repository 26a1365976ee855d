package dev.slipway.ci.run;

import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The next attempt of a run that is over: some jobs start anew, with all that need them; the
/// others stay as they ended and keep their outputs.
final class Rerun {
  /// GitHub's limit since April 2026: fifty re-runs.
  static final int MAX_ATTEMPTS = 51;

  private Rerun() {}

  /// @throws RefusedException when the run is not over, was re-run too often, or has no such job
  static Run of(Run run, Which which) {
    if (!run.isCompleted()) {
      throw conflict("Run %s is not over yet; cancel it or wait".formatted(run.id()));
    }
    if (run.attempt() >= MAX_ATTEMPTS) {
      throw conflict("Run %s was re-run 50 times; start a new one".formatted(run.id()));
    }
    var chosen = chosen(run, which);
    if (chosen.isEmpty()) {
      throw conflict("Run %s has no job to run again".formatted(run.id()));
    }
    var affected = affected(run, chosen);
    var next = new LinkedHashMap<JobKey, RunJob>();
    for (var job : run.jobs().values()) {
      var again = chosen.contains(job.key()) || needsOneOf(job, affected);
      next.put(job.key(), again ? job.again(run.attempt() + 1) : job);
    }
    var again = run.again(next);
    return again.and(List.of(Seats.begin(again)));
  }

  private static RefusedException conflict(String message) {
    return new RefusedException(Why.CONFLICT, message);
  }

  private static Set<JobKey> chosen(Run run, Which which) {
    return switch (which) {
      case Which.All _ -> run.jobs().keySet();
      case Which.Failed _ ->
          run.stream().filter(Rerun::fell).map(RunJob::key).collect(Collectors.toSet());
      case Which.One(var key) -> Set.of(run.job(key).key());
    };
  }

  private static boolean fell(RunJob job) {
    return switch (job.conclusion().orElse(Conclusion.FAILURE)) {
      case FAILURE, CANCELLED -> true;
      case SUCCESS, SKIPPED -> false;
    };
  }

  /// The ids of the chosen jobs and of all that come after them.
  private static Set<String> affected(Run run, Set<JobKey> chosen) {
    var affected =
        chosen.stream().map(JobKey::job).collect(Collectors.toCollection(LinkedHashSet::new));
    for (var grown = true; grown; ) {
      var after = run.stream().filter(job -> needsOneOf(job, affected)).map(job -> job.key().job());
      grown = affected.addAll(after.toList());
    }
    return affected;
  }

  private static boolean needsOneOf(RunJob job, Set<String> jobs) {
    return job.needs().stream().anyMatch(jobs::contains);
  }
}
