package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Step.Work;
import java.util.ArrayList;
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

  private void workflow() {
    workflow.concurrency().ifPresent(concurrency -> add(concurrency.at(), "concurrency"));
    computed("env", workflow.env());
    workflow.jobs().values().forEach(this::job);
  }

  private void job(Job job) {
    job.concurrency().ifPresent(concurrency -> add(concurrency.at(), "concurrency"));
    switch (job.body()) {
      case Body.Call(var uses, _, _) -> add(uses.at(), "uses: " + uses.text());
      case Body.Steps steps -> steps(steps);
    }
  }

  private void steps(Body.Steps job) {
    job.runnerGroup().ifPresent(group -> add(group.at(), "group"));
    job.container().ifPresent(container -> add(container.at(), "container"));
    job.services().values().forEach(service -> add(service.at(), "services"));
    job.environment().ifPresent(environment -> add(environment.at(), "environment"));
    job.snapshot().ifPresent(snapshot -> add(snapshot.at(), "snapshot"));
    job.cancelTimeoutMinutes().ifPresent(timeout -> add(timeout.at(), "cancel-timeout-minutes"));
    computed("env", job.env());
    computed("outputs", job.outputs());
    job.steps().forEach(this::step);
  }

  private void step(Step step) {
    computed("env", step.env());
    if (step.background()) {
      add(step.at(), "background");
    }
    switch (step.work()) {
      case Work.Run _ -> {}
      case Work.Uses(var action, var with, var at) -> {
        computed("with", with);
        // Only the checkout is built in so far; any other action would fail when the job runs.
        if (!action.matches("actions/checkout@[^@\\s]+")) {
          add(at, "uses: " + action);
        }
      }
      case Work.Wait _ -> add(step.at(), "wait");
      case Work.WaitAll _ -> add(step.at(), "wait-all");
      case Work.Cancel _ -> add(step.at(), "cancel");
    }
  }

  /// Names that are computed, and mappings that are.
  private void computed(String key, Map<String, Template> templates) {
    templates.forEach((name, template) -> {
      if (Template.isExpression(name)) {
        add(template.at(), key + " with a computed name");
      }
    });
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
