package dev.slipway.ci.workflow;

import java.util.Optional;

/// `snapshot`: the image to make of the runner after the job succeeded.
///
/// @param version `1.*` when the file says none
public record Snapshot(
    Position at, Template imageName, Optional<Template> condition, Template version) {}
