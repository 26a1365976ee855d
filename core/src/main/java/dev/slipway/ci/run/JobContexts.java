package dev.slipway.ci.run;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the expressions of one job may look at before it begins: its contexts, and how things stand
/// over all that it needs, directly or not.
///
/// @param contexts by name in lower case
/// @param results how each ancestor counts, as far as it is over
record JobContexts(
    Map<String, Json> contexts, boolean runCancelled, Map<String, Conclusion> results)
    implements Contexts {
  JobContexts {
    contexts = Map.copyOf(contexts);
    results = Map.copyOf(results);
  }

  @Override
  public Optional<Json> context(String name) {
    return Optional.ofNullable(contexts.get(name.toLowerCase(Locale.ROOT)));
  }

  /// A skipped ancestor counts against success, even where a job between did run.
  @Override
  public boolean success() {
    return !runCancelled && allSucceeded(results.values());
  }

  @Override
  public boolean failure() {
    return !runCancelled && results.containsValue(Conclusion.FAILURE);
  }

  @Override
  public boolean success(List<String> jobs) {
    return jobs.isEmpty() ? success() : !runCancelled && allSucceeded(of(jobs));
  }

  @Override
  public boolean failure(List<String> jobs) {
    return jobs.isEmpty() ? failure() : !runCancelled && of(jobs).contains(Conclusion.FAILURE);
  }

  @Override
  public boolean cancelled() {
    return runCancelled;
  }

  /// A job that is no ancestor counts as one that was skipped.
  private List<Conclusion> of(List<String> jobs) {
    return jobs.stream()
        .map(job ->
            results.entrySet().stream()
                .filter(result -> result.getKey().equalsIgnoreCase(job))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Conclusion.SKIPPED))
        .toList();
  }

  private static boolean allSucceeded(Collection<Conclusion> results) {
    return results.stream().allMatch(Conclusion.SUCCESS::equals);
  }
}
