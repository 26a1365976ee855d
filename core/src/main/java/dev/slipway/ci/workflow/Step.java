package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `steps`: what every step has, and what it does.
///
/// A `parallel` group is read as what it is short for: its steps in the background, then a wait.
///
/// @param key unique in its job: the id, else a name made up as GitHub does, `__run_2`
/// @param id what the file says; only these appear in the `steps` context
/// @param background whether the next step begins at once
public record Step(
    Position at,
    String key,
    Optional<String> id,
    Optional<Template> name,
    Optional<Template> condition,
    Map<String, Template> env,
    Optional<Template> continueOnError,
    Optional<Template> timeoutMinutes,
    boolean background,
    Work work) {
  public Step {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /// What a step does.
  public sealed interface Work {
    /// A script. An absent shell or working directory falls to the job's and workflow's defaults.
    record Run(Template script, Optional<Template> shell, Optional<Template> workingDirectory)
        implements Work {}

    /// An action, `actions/checkout@v4` or `./path`.
    ///
    /// @param at where the action is named
    record Uses(String action, Map<String, Template> with, Position at) implements Work {
      public Uses {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
      }
    }

    /// Waits for background steps.
    ///
    /// @param steps their keys
    record Wait(List<String> steps) implements Work {
      public Wait {
        steps = List.copyOf(steps);
      }
    }

    /// Waits for all background steps so far.
    record WaitAll() implements Work {}

    /// Ends a background step, which then does not fail the job.
    ///
    /// @param step its key
    record Cancel(String step) implements Work {}
  }
}
