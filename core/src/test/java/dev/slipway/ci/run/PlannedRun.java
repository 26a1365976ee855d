package dev.slipway.ci.run;

import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.time.Instant;
import java.util.Map;

/// A run that has not begun, with what it was made from: a push to main at noon.
public record PlannedRun(Workflow workflow, RunInputs inputs, Run run) {
  public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static final String PATH = ".github/workflows/ci.yml";

  /// A run of these jobs.
  ///
  /// @param jobs what stands below `jobs`, in YAML
  public static PlannedRun of(String jobs, Map<String, String> vars) {
    return of(jobs, vars, Map.of());
  }

  /// @param called the texts of the workflows that it calls, by path
  public static PlannedRun of(String jobs, Map<String, String> vars, Map<String, String> called) {
    var source = "on: push\njobs:\n" + jobs.indent(2);
    var workflow = workflow(source);
    var inputs =
        new RunInputs(
                PATH,
                source,
                TypicalEvents.of(
                    "push", RepositoryId.parse("o/r"), "main", "a".repeat(40), "octocat"),
                Json.Obj.EMPTY,
                Json.strings(vars),
                "https://github.com/o/r",
                "https://github.com")
            .calling(called);
    var id = RunFactory.id(NOON, inputs);
    return new PlannedRun(
        workflow, inputs, RunFactory.create(id, 1, workflow, inputs, "delivery", NOON));
  }

  /// A workflow from its text.
  public static Workflow workflow(String source) {
    return switch (WorkflowReader.read(PATH, source)) {
      case ReadResult.Valid(var workflow, _) -> workflow;
      case ReadResult.Refused(var findings) -> throw new AssertionError(findings);
    };
  }
}
