package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `container` of a job, or one of its `services`.
///
/// @param image an image that computes to an empty text is not started; may compute to a mapping
///   with all of this
/// @param entrypoint of services only
/// @param command of services only
public record Container(
    Position at,
    Template image,
    Optional<Credentials> credentials,
    Map<String, Template> env,
    List<Template> ports,
    List<Template> volumes,
    Optional<Template> options,
    Optional<Template> entrypoint,
    Optional<Template> command) {
  public Container {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
  }

  /// Of the registry that holds the image.
  public record Credentials(Optional<Template> username, Optional<Template> password) {}
}
