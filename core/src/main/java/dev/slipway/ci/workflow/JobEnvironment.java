package dev.slipway.ci.workflow;

import java.util.Optional;

/// `environment` of a job.
///
/// @param name an empty name means no environment; may compute to a mapping with all of this
/// @param url computed when the job ends
/// @param deployment whether a deployment is recorded; absent means true
public record JobEnvironment(
    Position at, Template name, Optional<Template> url, Optional<Template> deployment) {}
