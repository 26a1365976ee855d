package dev.slipway.ci.workflow;

import java.util.Optional;

/// `defaults.run` of a workflow or a job.
public record RunDefaults(Optional<Template> shell, Optional<Template> workingDirectory) {
  public static final RunDefaults NONE = new RunDefaults(Optional.empty(), Optional.empty());
}
