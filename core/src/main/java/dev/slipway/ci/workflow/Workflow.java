package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A workflow file, free of YAML. Maps keep the file's order.
///
/// @param path the file's path in its repository, `.github/workflows/ci.yml`
public record Workflow(
    String path,
    Optional<String> name,
    Optional<Template> runName,
    List<Trigger> triggers,
    Map<String, Template> env,
    RunDefaults defaults,
    Map<String, Job> jobs) {
  public Workflow {
    triggers = List.copyOf(triggers);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
  }

  /// What GitHub shows: the name, else the path.
  public String displayName() {
    return name.orElse(path);
  }
}
