package dev.slipway.ci.run;

import dev.slipway.model.Conclusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How jobs count for those that need them; a matrix, and all that a job calls, as one job.
final class Results {
  private Results() {}

  /// What a job counts as; empty while a combination is not over.
  static Optional<Conclusion> of(Run run, String job) {
    return of(run.under(job));
  }

  /// What jobs count as together; empty while one is not over.
  static Optional<Conclusion> of(List<RunJob> jobs) {
    var results = new ArrayList<Conclusion>();
    for (var job : jobs) {
      var result = job.result();
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(worst(results));
  }

  static Conclusion worst(List<Conclusion> results) {
    for (var conclusion : List.of(Conclusion.FAILURE, Conclusion.CANCELLED, Conclusion.SUCCESS)) {
      if (results.contains(conclusion)) {
        return conclusion;
      }
    }
    return Conclusion.SKIPPED;
  }

  /// A job's outputs. Of a matrix, as on GitHub, the combination that ended last wins, and empty
  /// values do not.
  static Map<String, String> outputs(Run run, String job) {
    var outputs = new LinkedHashMap<String, String>();
    run.instances(job).stream()
        .flatMap(instance ->
            instance.state() instanceof JobState.Finished finished
                ? Stream.of(finished)
                : Stream.empty())
        .sorted(Comparator.comparing(JobState.Finished::completedAt))
        .forEach(finished ->
            finished
                .outputs()
                .forEach((key, value) ->
                    outputs.merge(key, value, (old, now) -> now.isEmpty() ? old : now)));
    return outputs;
  }
}
