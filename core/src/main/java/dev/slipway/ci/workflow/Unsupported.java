package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Job.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a valid workflow asks for and the platform does not do yet. Such a workflow is read, linted
/// and shown; a run of it is refused by name and place, so that nothing is ignored silently.
///
/// Whoever builds one of these takes it out here.
public final class Unsupported {
  private final Workflow workflow;
  private final List<Finding> findings = new ArrayList<>();

  private Unsupported(Workflow workflow) {
    this.workflow = workflow;
  }

  /// One error for each use; empty when the workflow can run.
  public static List<Finding> in(Workflow workflow) {
    var search = new Unsupported(workflow);
    search.workflow();
    return List.copyOf(search.findings);
  }

  /// Names that are computed, and mappings that are.
  private void computed(String key, Map<String, Template> templates) {
    templates.forEach((name, template) -> {
      if (Template.isExpression(name)) {
        add(template.at(), key + " with a computed name");
      }
    });
  }

  /// The same for a workflow and all that it calls.
  public static List<Finding> in(WorkflowTree tree) {
    return tree.workflows().stream().flatMap(workflow -> in(workflow).stream()).toList();
  }

  private void workflow() {
    workflow.concurrency().ifPresent(concurrency -> add(concurrency.at(), "concurrency"));
    workflow.jobs().values().forEach(this::job);
  }

  private void job(Job job) {
    job.concurrency().ifPresent(concurrency -> add(concurrency.at(), "concurrency"));
    switch (job.body()) {
      case Body.Call(_, var with, var secrets) -> call(with, secrets);
      case Body.Steps steps -> steps(steps);
    }
  }

  private void call(Map<String, Job.Argument> with, Job.Secrets secrets) {
    var arguments = new LinkedHashMap<String, Template>();
    with.forEach((name, argument) -> arguments.put(name, argument.template()));
    computed("with", arguments);
    switch (secrets) {
      case Job.Secrets.Given(var given) -> computed("secrets", given);
      case Job.Secrets.Inherit _ -> {}
    }
  }

  private void steps(Body.Steps job) {
    job.runnerGroup().ifPresent(group -> add(group.at(), "group"));
    job.container().ifPresent(container -> add(container.at(), "container"));
    job.services().values().forEach(service -> add(service.at(), "services"));
    job.environment().ifPresent(environment -> add(environment.at(), "environment"));
    job.snapshot().ifPresent(snapshot -> add(snapshot.at(), "snapshot"));
    job.cancelTimeoutMinutes().ifPresent(timeout -> add(timeout.at(), "cancel-timeout-minutes"));
  }

  private void add(Position at, String what) {
    findings.add(
        new Finding(
            workflow.path(),
            at,
            "'%s' is not supported yet".formatted(what),
            "unsupported-key",
            Severity.ERROR));
  }
}
