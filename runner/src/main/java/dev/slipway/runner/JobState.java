package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a job stands: its status, and what its steps have left for later ones. Whoever cancels the
/// job looks in from another thread.
final class JobState {
  private final Map<String, String> env = new LinkedHashMap<>();
  private final List<String> paths = new ArrayList<>();
  private final Map<String, Json> steps = new LinkedHashMap<>();
  private boolean failed;
  private boolean cancelled;
  private boolean stopped;

  synchronized Conclusion status() {
    if (cancelled) {
      return Conclusion.CANCELLED;
    }
    return failed ? Conclusion.FAILURE : Conclusion.SUCCESS;
  }

  synchronized void fail() {
    failed = true;
  }

  /// @return false when the job was cancelled before
  synchronized boolean cancel() {
    var first = !cancelled;
    cancelled = true;
    return first;
  }

  /// Lets no further step begin.
  synchronized void stop() {
    cancelled = true;
    stopped = true;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /// Adds to the environment of all later steps: `env` of workflow and job, then what steps wrote.
  synchronized void addEnv(Map<String, String> more) {
    env.putAll(more);
  }

  /// Adds to the front of the PATH of all later steps.
  synchronized void addPaths(List<String> more) {
    for (var path : more) {
      paths.remove(path);
      paths.addFirst(path);
    }
  }

  /// Ends a step. Only a step with an id is seen by others.
  synchronized void endStep(
      Optional<String> id, Conclusion outcome, Conclusion conclusion, Map<String, String> outputs) {
    if (conclusion == Conclusion.FAILURE) {
      failed = true;
    }
    id.ifPresent(name ->
        steps.put(
            name,
            Json.object()
                .put("outputs", Json.strings(outputs))
                .put("outcome", outcome.word())
                .put("conclusion", conclusion.word())
                .build()));
  }

  synchronized Map<String, String> env() {
    return new LinkedHashMap<>(env);
  }

  synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  synchronized Json.Obj steps() {
    return new Json.Obj(steps);
  }
}
