package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One entry of `steps`: what every step has, and what it does.
public record Step(
    Position at,
    Optional<String> id,
    Optional<Template> name,
    Optional<Template> condition,
    Map<String, Template> env,
    Optional<Template> continueOnError,
    Optional<Template> timeoutMinutes,
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
    record Uses(String action, Map<String, Template> with) implements Work {
      public Uses {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
      }
    }
  }
}
