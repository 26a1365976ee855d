package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An action as its `action.yml` says, to be run.
///
/// @param inputs by name, which compares without case
public record Action(Map<String, Input> inputs, Runs runs) {
  public Action {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /// @param fallback what it is when the step does not give it
  /// @param deprecation what to tell those who still use it
  public record Input(Optional<Template> fallback, Optional<String> deprecation) {}

  /// What an action does.
  public sealed interface Runs {
    /// Steps of its own.
    ///
    /// @param outputs what leaves the action
    record Composite(Map<String, Template> outputs, List<Step> steps) implements Runs {
      public Composite {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        steps = List.copyOf(steps);
      }
    }

    /// A program for Node.js.
    ///
    /// @param using `node24`
    /// @param main the script, relative to the action
    record JavaScript(String using, String main, Optional<Phase> pre, Optional<Phase> post)
        implements Runs {}

    /// A container.
    ///
    /// @param image `Dockerfile`, relative to the action, or `docker://image`
    record Docker(
        String image,
        Optional<String> entrypoint,
        List<Template> arguments,
        Map<String, Template> env,
        Optional<Phase> pre,
        Optional<Phase> post)
        implements Runs {
      public Docker {
        arguments = List.copyOf(arguments);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
      }
    }
  }

  /// What an action does before or after the steps of the job.
  ///
  /// @param program a script, or the entry point of a container
  /// @param condition `always()` where the action does not say
  public record Phase(String program, Template condition) {}
}
