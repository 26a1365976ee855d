package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `jobs`.
///
/// @param id the key under `jobs`
/// @param runsOn labels; more than one must all match
/// @param timeoutMinutes absent means 360
public record Job(
    String id,
    Position at,
    Optional<Template> name,
    List<String> needs,
    Optional<Template> condition,
    List<Template> runsOn,
    Map<String, Template> env,
    RunDefaults defaults,
    Optional<Strategy> strategy,
    Optional<Template> timeoutMinutes,
    Optional<Template> continueOnError,
    Map<String, Template> outputs,
    List<Step> steps) {
  public Job {
    needs = List.copyOf(needs);
    runsOn = List.copyOf(runsOn);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    steps = List.copyOf(steps);
  }
}
