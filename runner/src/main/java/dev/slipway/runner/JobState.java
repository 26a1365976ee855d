package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a job stands, or an action inside it: its status, and what its steps have left for later
/// ones. Whoever cancels the job looks in from another thread.
final class JobState {
  private final Whole whole;
  private final Map<String, Json> steps = new LinkedHashMap<>();
  private boolean failed;

  /// What the job has once, however deep its actions are nested. Guarded by itself.
  private static final class Whole {
    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<String> paths = new ArrayList<>();
    private boolean cancelled;
    private boolean stopped;
  }

  JobState() {
    this(new Whole());
  }

  private JobState(Whole whole) {
    this.whole = whole;
  }

  /// For the steps of an action: they have their own outcomes, all else is the job's.
  JobState nested() {
    return new JobState(whole);
  }

  synchronized Conclusion status() {
    if (isCancelled()) {
      return Conclusion.CANCELLED;
    }
    return failed ? Conclusion.FAILURE : Conclusion.SUCCESS;
  }

  synchronized void fail() {
    failed = true;
  }

  boolean isCancelled() {
    synchronized (whole) {
      return whole.cancelled;
    }
  }

  /// @return false when the job was cancelled before
  boolean cancel() {
    synchronized (whole) {
      var first = !whole.cancelled;
      whole.cancelled = true;
      return first;
    }
  }

  /// Lets no further step begin.
  void stop() {
    synchronized (whole) {
      whole.cancelled = true;
      whole.stopped = true;
    }
  }

  boolean isStopped() {
    synchronized (whole) {
      return whole.stopped;
    }
  }

  /// Adds to the environment of all later steps: `env` of workflow and job, then what steps wrote.
  void addEnv(Map<String, String> more) {
    synchronized (whole) {
      whole.env.putAll(more);
    }
  }

  /// Adds to the front of the PATH of all later steps.
  void addPaths(List<String> more) {
    synchronized (whole) {
      for (var path : more) {
        whole.paths.remove(path);
        whole.paths.addFirst(path);
      }
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

  Map<String, String> env() {
    synchronized (whole) {
      return new LinkedHashMap<>(whole.env);
    }
  }

  List<String> paths() {
    synchronized (whole) {
      return List.copyOf(whole.paths);
    }
  }

  synchronized Json.Obj steps() {
    return new Json.Obj(steps);
  }
}
