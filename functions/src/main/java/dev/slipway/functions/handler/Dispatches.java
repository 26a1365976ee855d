package dev.slipway.functions.handler;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.plan.DispatchInputs;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.workflow.Findings;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Unsupported;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Starts workflows by hand. What can be told at once is told at once: a ref that is not there, a
/// workflow that cannot be dispatched, inputs that it does not take.
final class Dispatches {
  private final GitRepositories git;
  private final WorkflowFiles workflows;
  private final SyntheticDeliveries deliveries;

  Dispatches(GitRepositories git, SyntheticDeliveries deliveries) {
    this.git = git;
    this.workflows = new WorkflowFiles(git);
    this.deliveries = deliveries;
  }

  /// @param key the caller's own name for this request; the same key starts once
  /// @throws ProblemException 422 saying what does not fit
  Delivery start(ConnectedRepository repository, GitUrl url, Json.Obj body, Optional<String> key) {
    var wanted = body.requireString("workflow");
    var target =
        Target.of(git, repository, url, body.string("ref"))
            .orElseThrow(() -> refused(Target.missing(body.string("ref"))));
    var inputs = JobJson.stringMap(body.object("inputs"));
    var path = check(url, target, wanted, inputs);
    var id =
        key.map(text ->
                Digest.sha256(
                        (repository.id().key() + "\n" + text).getBytes(StandardCharsets.UTF_8))
                    .hex()
                    .substring(0, 32))
            .orElseGet(() -> UUID.randomUUID().toString());
    return deliveries.dispatch(repository.id(), path, target.ref(), target.sha(), inputs, id);
  }

  private String check(GitUrl url, Target target, String wanted, Map<String, String> inputs) {
    var file =
        workflows.at(url, target.ref(), target.sha()).entrySet().stream()
            .filter(candidate -> WorkflowFiles.names(candidate.getKey(), wanted))
            .findFirst()
            .orElseThrow(
                () -> refused("There is no workflow %s at %s".formatted(wanted, target.ref())));
    switch (WorkflowReader.read(file.getKey(), file.getValue())) {
      case ReadResult.Refused(var findings) ->
          throw refused("Invalid workflow file: " + Findings.text(findings));
      case ReadResult.Valid(var workflow, _) -> check(workflow, inputs);
    }
    return file.getKey();
  }

  private static void check(Workflow workflow, Map<String, String> inputs) {
    if (workflow.triggers().stream().noneMatch(Trigger.WorkflowDispatch.class::isInstance)) {
      throw refused("Workflow does not have 'workflow_dispatch' trigger: " + workflow.path());
    }
    var missing = Unsupported.in(workflow);
    if (!missing.isEmpty()) {
      throw refused("Cannot run yet: " + Findings.text(missing));
    }
    try {
      DispatchInputs.check(workflow, inputs);
    } catch (InvalidPlanException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(422, "The workflow cannot be started", detail);
  }
}
