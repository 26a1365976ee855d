package dev.slipway.ci.job;

import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.time.Duration;
import java.util.List;

/// Everything an agent needs to run one job. The workflow travels as its source text, so that the
/// agent and the planner read it with the same reader and no second wire form exists.
///
/// @param name what GitHub shows for the job, `test (17, ubuntu)`
/// @param contexts `github` (with `event`), `vars`, `secrets`, `inputs`, `matrix`, `strategy`,
///   `needs`, each an object; the agent adds `env`, `job`, `runner` and `steps`
/// @param logUploads presigned addresses, one for each of the next log chunks; empty where the
///   control plane takes log events itself
public record JobAssignment(
    RunId run,
    JobKey key,
    int attempt,
    String name,
    String workflowPath,
    String workflowSource,
    Json.Obj contexts,
    Source source,
    List<String> logUploads,
    Duration heartbeat) {
  public JobAssignment {
    logUploads = List.copyOf(logUploads);
  }
}
