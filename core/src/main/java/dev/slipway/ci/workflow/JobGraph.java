package dev.slipway.ci.workflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Checks `needs`: every name is a job, nothing waits for itself, something can begin.
final class JobGraph {
  private final Yaml.Mapping mapping;
  private final Problems problems;

  JobGraph(Yaml.Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /// The jobs, each need written as the job it names; ids compare without case.
  Map<String, Job> checked(Map<String, Job> jobs) {
    if (jobs.values().stream().noneMatch(job -> job.needs().isEmpty())) {
      problems.error(
          mapping.firstKey(), "The workflow must contain at least one job with no dependencies.");
      return jobs;
    }
    var ids = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    jobs.keySet().forEach(id -> ids.put(id, id));
    var reached = reached(jobs);
    for (var job : jobs.values()) {
      if (!reached.contains(job.id())) {
        needs(job).stream()
            .filter(need -> !reached.contains(need.text()))
            .forEach(need -> refuse(job, need, ids.containsKey(need.text())));
      }
    }
    var checked = new LinkedHashMap<String, Job>();
    jobs.forEach((id, job) -> checked.put(id, withNeeds(job, ids)));
    return checked;
  }

  private void refuse(Job job, Template need, boolean known) {
    problems.error(
        need.at(),
        known
            ? "Job '%s' depends on job '%s' which creates a cycle in the dependency graph."
                .formatted(job.id(), need.text())
            : "Job '%s' depends on unknown job '%s'.".formatted(job.id(), need.text()));
  }

  /// The jobs that come to their turn.
  private static Set<String> reached(Map<String, Job> jobs) {
    var waiting = new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER);
    var dependents = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    var ready = new ArrayDeque<String>();
    jobs.forEach((id, job) -> {
      var needs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      needs.addAll(job.needs());
      waiting.put(id, needs.size());
      needs.forEach(need -> dependents.computeIfAbsent(need, _ -> new ArrayList<>()).add(id));
      if (needs.isEmpty()) {
        ready.add(id);
      }
    });
    var reached = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    while (!ready.isEmpty()) {
      var id = ready.remove();
      reached.add(id);
      for (var dependent : dependents.getOrDefault(id, List.of())) {
        if (waiting.merge(dependent, -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    return reached;
  }

  private static Job withNeeds(Job job, Map<String, String> ids) {
    return new Job(
        job.id(),
        job.at(),
        job.name(),
        job.needs().stream().map(need -> ids.getOrDefault(need, need)).distinct().toList(),
        job.condition(),
        job.strategy(),
        job.permissions(),
        job.concurrency(),
        job.cacheMode(),
        job.body());
  }

  /// The needs of a job with their places.
  private List<Template> needs(Job job) {
    return Fields.mapping(mapping, job.id())
        .map(body -> Fields.templates(body, "needs"))
        .orElse(List.of());
  }
}
