package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the work of a step went, before `continue-on-error`, and what it leaves behind.
///
/// @param env for later steps
/// @param paths for the PATH of later steps, the last one first
/// @param states for the step's own later phases
record Attempt(
    Conclusion outcome,
    Map<String, String> outputs,
    Map<String, String> env,
    List<String> paths,
    Map<String, String> states) {
  Attempt {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    paths = List.copyOf(paths);
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  static Attempt of(Conclusion outcome) {
    return succeeded(Map.of()).with(outcome);
  }

  static Attempt succeeded(Map<String, String> outputs) {
    return new Attempt(Conclusion.SUCCESS, outputs, Map.of(), List.of(), Map.of());
  }

  /// The same, with what later phases of the step are to know.
  Attempt keeping(Map<String, String> more) {
    return new Attempt(outcome, outputs, env, paths, more);
  }

  Attempt with(Conclusion other) {
    return new Attempt(other, outputs, env, paths, states);
  }
}
