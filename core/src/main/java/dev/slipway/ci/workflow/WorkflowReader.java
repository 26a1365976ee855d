package dev.slipway.ci.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a workflow file. A key that GitHub has and Slipway does not run yet is an error with its
/// place, never ignored.
public final class WorkflowReader {
  private static final Set<String> KEYS =
      Set.of("name", "run-name", "on", "env", "defaults", "jobs", "permissions");
  private static final Set<String> LATER = Set.of("concurrency");

  private final String path;
  private final Problems problems;
  private final Fields fields;

  private WorkflowReader(String path) {
    this.path = path;
    this.problems = new Problems(path);
    this.fields = new Fields(problems);
  }

  /// Reads a file's text.
  ///
  /// @param path how findings and the workflow name the file
  public static ReadResult read(String path, String source) {
    return new WorkflowReader(path).read(source);
  }

  private ReadResult read(String source) {
    var workflow = Yaml.read(source, problems).flatMap(fields::mapping).flatMap(this::workflow);
    if (workflow.isEmpty() && problems.none()) {
      problems.error(Position.START, "Required property is missing: on");
    }
    return workflow.isPresent() && problems.none()
        ? new ReadResult.Valid(workflow.get(), problems.findings())
        : new ReadResult.Refused(problems.findings());
  }

  private Optional<Workflow> workflow(Yaml.Mapping root) {
    fields.keys(root, KEYS, LATER);
    root.get("permissions").ifPresent(new PermissionsReader(problems, fields)::check);
    return Optional.of(
        new Workflow(
            path,
            root.get("name").flatMap(fields::text).filter(name -> !name.isBlank()),
            root.get("run-name").flatMap(value -> fields.template(value, Scope.RUN_NAME)),
            triggers(root),
            root.get("env")
                .map(value -> fields.templates(value, Scope.WORKFLOW_ENV))
                .orElse(Map.of()),
            defaults(root, Scope.WORKFLOW_ENV),
            jobs(root)));
  }

  private List<Trigger> triggers(Yaml.Mapping root) {
    var on = root.get("on");
    if (on.isEmpty()) {
      problems.error(root.firstKey(), "Required property is missing: on");
      return List.of();
    }
    return new TriggerReader(problems, fields).read(on.get());
  }

  private RunDefaults defaults(Yaml.Mapping root, Scope scope) {
    return root.get("defaults")
        .map(value -> new JobReader(problems, fields).defaults(value, scope))
        .orElse(RunDefaults.NONE);
  }

  private Map<String, Job> jobs(Yaml.Mapping root) {
    var jobs = new LinkedHashMap<String, Job>();
    var value = root.get("jobs");
    if (value.isEmpty()) {
      problems.error(root.firstKey(), "Required property is missing: jobs");
      return jobs;
    }
    var reader = new JobReader(problems, fields);
    fields
        .mapping(value.get())
        .ifPresent(mapping -> {
          mapping
              .entries()
              .forEach(
                  (key, job) -> reader.job(key, job).ifPresent(read -> jobs.put(read.id(), read)));
          if (problems.none()) {
            JobGraph.check(jobs, mapping, problems);
          }
        });
    return jobs;
  }
}
