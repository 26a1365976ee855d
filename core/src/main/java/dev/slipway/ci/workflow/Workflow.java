package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A workflow file, free of YAML. Maps keep the file's order.
///
/// @param path the file's path in its repository, `.github/workflows/ci.yml`
/// @param permissions absent means the restricted default
/// @param cacheMode absent means that the event decides
public record Workflow(
    String path,
    Optional<String> name,
    Optional<String> description,
    Optional<Template> runName,
    List<Trigger> triggers,
    Optional<Permissions> permissions,
    Map<String, Template> env,
    RunDefaults defaults,
    Optional<Concurrency> concurrency,
    Optional<CacheMode> cacheMode,
    Map<String, Job> jobs) {
  public Workflow {
    triggers = List.copyOf(triggers);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
  }

  /// A workflow that says no more than this.
  public Workflow(
      String path,
      Optional<String> name,
      Optional<Template> runName,
      List<Trigger> triggers,
      Map<String, Template> env,
      RunDefaults defaults,
      Map<String, Job> jobs) {
    this(
        path,
        name,
        Optional.empty(),
        runName,
        triggers,
        Optional.empty(),
        env,
        defaults,
        Optional.empty(),
        Optional.empty(),
        jobs);
  }

  /// What GitHub shows: the name, else the path.
  public String displayName() {
    return name.orElse(path);
  }

  /// What the file asks of those that call it; empty when it cannot be called.
  public Optional<Trigger.WorkflowCall> call() {
    return triggers.stream()
        .filter(Trigger.WorkflowCall.class::isInstance)
        .map(Trigger.WorkflowCall.class::cast)
        .findFirst();
  }
}
