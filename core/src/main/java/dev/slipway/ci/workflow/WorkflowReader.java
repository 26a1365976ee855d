package dev.slipway.ci.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a workflow file exactly as GitHub does: first the YAML, then the grammar, then what the
/// grammar cannot say. What one stage refuses the next does not look at.
public final class WorkflowReader {
  private final String path;
  private final Problems problems;

  private WorkflowReader(String path) {
    this.path = path;
    this.problems = new Problems(path);
  }

  /// Reads a file's text.
  ///
  /// @param path how findings and the workflow name the file
  public static ReadResult read(String path, String source) {
    return new WorkflowReader(path).read(source);
  }

  private ReadResult read(String source) {
    var document =
        YamlReader.read(source, problems)
            .orElseGet(() -> new Yaml.Mapping(List.of(), Position.START));
    if (problems.none()) {
      GrammarCheck.check(document, Grammar.WORKFLOW, problems);
    }
    if (!problems.none()) {
      return new ReadResult.Refused(problems.findings());
    }
    var workflow = workflow(Fields.mapping(document));
    problems.sort();
    return problems.none()
        ? new ReadResult.Valid(workflow, List.of())
        : new ReadResult.Refused(problems.findings());
  }

  private Workflow workflow(Yaml.Mapping root) {
    return new Workflow(
        path,
        Fields.text(root, "name").filter(name -> !name.isBlank()),
        Fields.text(root, "description"),
        Fields.template(root, "run-name"),
        root.get("on").map(new TriggerReader(problems)::triggers).orElse(List.of()),
        PermissionsReader.permissions(root),
        Fields.named(root, "env"),
        JobReader.defaults(root),
        new ConcurrencyReader(problems).concurrency(root),
        CacheMode.of(root),
        jobs(root));
  }

  private Map<String, Job> jobs(Yaml.Mapping root) {
    var mapping = Fields.mapping(root, "jobs").orElseThrow();
    var jobs = new LinkedHashMap<String, Job>();
    var reader = new JobReader(problems);
    for (var entry : mapping.entries()) {
      var job = reader.job(entry.key(), Fields.mapping(entry.value()));
      jobs.put(job.id(), job);
    }
    return problems.none() ? new JobGraph(mapping, problems).checked(jobs) : jobs;
  }
}
