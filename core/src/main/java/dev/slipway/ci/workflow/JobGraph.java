package dev.slipway.ci.workflow;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Checks `needs`: every name is a job, nothing waits for itself, something can begin.
final class JobGraph {
  private final Map<String, Job> jobs;
  private final Yaml.Mapping mapping;
  private final Problems problems;

  private JobGraph(Map<String, Job> jobs, Yaml.Mapping mapping, Problems problems) {
    this.jobs = jobs;
    this.mapping = mapping;
    this.problems = problems;
  }

  static void check(Map<String, Job> jobs, Yaml.Mapping mapping, Problems problems) {
    new JobGraph(jobs, mapping, problems).check();
  }

  private void check() {
    var known = true;
    for (var job : jobs.values()) {
      for (var need : job.needs()) {
        if (!jobs.containsKey(need)) {
          known = false;
          problems.error(
              at(job, need), "Job '%s' depends on unknown job '%s'.".formatted(job.id(), need));
        }
      }
    }
    if (jobs.values().stream().noneMatch(job -> job.needs().isEmpty())) {
      problems.error(
          mapping.firstKey(), "The workflow must contain at least one job with no dependencies.");
    }
    if (known) {
      jobs.values().forEach(this::checkCycle);
    }
  }

  private void checkCycle(Job job) {
    for (var need : job.needs()) {
      if (ancestors(need).contains(job.id())) {
        problems.error(
            at(job, need),
            "Job '%s' depends on job '%s' which creates a cycle in the dependency graph."
                .formatted(job.id(), need));
      }
    }
  }

  private Set<String> ancestors(String from) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    open.add(from);
    while (!open.isEmpty()) {
      var id = open.remove();
      if (found.add(id) && jobs.get(id) != null) {
        open.addAll(jobs.get(id).needs());
      }
    }
    return found;
  }

  /// Where that need is written.
  private Position at(Job job, String need) {
    return mapping
        .get(job.id())
        .filter(Yaml.Mapping.class::isInstance)
        .map(Yaml.Mapping.class::cast)
        .flatMap(body -> body.get("needs"))
        .map(needs ->
            switch (needs) {
              case Yaml.Scalar scalar -> scalar.at();
              case Yaml.Sequence(var items, var at) ->
                  items.stream()
                      .filter(item -> item instanceof Yaml.Scalar s && s.text().equals(need))
                      .map(Yaml::at)
                      .findFirst()
                      .orElse(at);
              case Yaml.Mapping(_, var at) -> at;
            })
        .orElse(job.at());
  }
}
