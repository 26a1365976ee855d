package dev.slipway.ci.run;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run was made from; never changes, so it is stored once beside the run.
///
/// @param workflowSource the file's text at the run's commit
/// @param called the texts of the workflows that it calls, by the names of its [WorkflowTree]
/// @param inputs the `inputs` context
/// @param vars the `vars` context
/// @param repositoryUrl where agents fetch from
/// @param serverUrl where people look at the repository
public record RunInputs(
    String workflowPath,
    String workflowSource,
    Map<String, String> called,
    Event event,
    Json.Obj inputs,
    Json.Obj vars,
    String repositoryUrl,
    String serverUrl) {
  public RunInputs {
    called = Collections.unmodifiableMap(new LinkedHashMap<>(called));
  }

  /// Of a workflow that calls none.
  public RunInputs(
      String workflowPath,
      String workflowSource,
      Event event,
      Json.Obj inputs,
      Json.Obj vars,
      String repositoryUrl,
      String serverUrl) {
    this(workflowPath, workflowSource, Map.of(), event, inputs, vars, repositoryUrl, serverUrl);
  }

  /// The same with the texts of what is called.
  public RunInputs calling(Map<String, String> sources) {
    return new RunInputs(
        workflowPath, workflowSource, sources, event, inputs, vars, repositoryUrl, serverUrl);
  }
}
