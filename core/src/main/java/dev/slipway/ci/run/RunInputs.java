package dev.slipway.ci.run;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;

/// What a run was made from; never changes, so it is stored once beside the run.
///
/// @param workflowSource the file's text at the run's commit
/// @param inputs the `inputs` context
/// @param vars the `vars` context
/// @param repositoryUrl where agents fetch from
/// @param serverUrl where people look at the repository
public record RunInputs(
    String workflowPath,
    String workflowSource,
    Event event,
    Json.Obj inputs,
    Json.Obj vars,
    String repositoryUrl,
    String serverUrl) {}
