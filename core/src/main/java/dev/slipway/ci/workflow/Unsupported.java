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
  private final boolean isByHand;
  private final List<Finding> findings = new ArrayList<>();

  private Unsupported(Workflow workflow, boolean isByHand) {
    this.workflow = workflow;
    this.isByHand = isByHand;
  }

  /// One error for each use; empty when the workflow can run.
  public static List<Finding> in(Workflow workflow) {
    return in(workflow, false, false);
  }

  /// The same for a workflow and all that it calls.
  public static List<Finding> in(WorkflowTree tree) {
    return in(tree, false);
  }

  /// The same for a run that somebody starts by hand on a machine of their own. There an
  /// environment needs nobody's approval; on the platform nobody could give it yet, so a job that
  /// names one is refused rather than let through.
  public static List<Finding> byHand(WorkflowTree tree) {
    return in(tree, true);
  }

  private static List<Finding> in(WorkflowTree tree, boolean isByHand) {
    var workflows = tree.workflows();
    var findings = new ArrayList<Finding>();
    for (var i = 0; i < workflows.size(); i++) {
      findings.addAll(in(workflows.get(i), isByHand, i > 0));
    }
    return List.copyOf(findings);
  }

  private static List<Finding> in(Workflow workflow, boolean isByHand, boolean isCalled) {
    var search = new Unsupported(workflow, isByHand);
    if (isCalled) {
      // The group would be one of the whole run; a called workflow is only a part of it.
      workflow.concurrency().ifPresent(group -> search.add(group.at(), "concurrency of a call"));
    }
    workflow.jobs().values().forEach(search::job);
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

  private void job(Job job) {
    switch (job.body()) {
      case Body.Call(_, var with, var secrets) -> {
        job.concurrency().ifPresent(group -> add(group.at(), "concurrency of a call"));
        call(with, secrets);
      }
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
    if (!isByHand) {
      job.environment().ifPresent(environment -> add(environment.at(), "environment"));
    }
    job.snapshot().ifPresent(snapshot -> add(snapshot.at(), "snapshot"));
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
