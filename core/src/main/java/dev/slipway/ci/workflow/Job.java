package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Templates;
import dev.slipway.model.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `jobs`: what every job has, and what it does.
///
/// @param id the key under `jobs`
/// @param permissions absent means the workflow's
/// @param cacheMode absent means the workflow's
public record Job(
    String id,
    Position at,
    Optional<Template> name,
    List<String> needs,
    Optional<Template> condition,
    Optional<Strategy> strategy,
    Optional<Permissions> permissions,
    Optional<Concurrency> concurrency,
    Optional<CacheMode> cacheMode,
    Body body) {
  public Job {
    needs = List.copyOf(needs);
  }

  /// What a job does.
  public sealed interface Body {
    /// Steps on a runner.
    ///
    /// @param runsOn labels; more than one must all match
    /// @param runnerGroup the group to take a runner from
    /// @param timeoutMinutes absent means 360
    /// @param cancelTimeoutMinutes absent means 5
    /// @param services by network name; the key [Template#INSERT] stands for a computed mapping
    record Steps(
        List<Template> runsOn,
        Optional<Template> runnerGroup,
        Map<String, Template> env,
        RunDefaults defaults,
        Optional<Container> container,
        Map<String, Container> services,
        Optional<JobEnvironment> environment,
        Optional<Snapshot> snapshot,
        Optional<Template> timeoutMinutes,
        Optional<Template> cancelTimeoutMinutes,
        Optional<Template> continueOnError,
        Map<String, Template> outputs,
        List<Step> steps)
        implements Body {
      public Steps {
        runsOn = List.copyOf(runsOn);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        steps = List.copyOf(steps);
      }

      static final Steps NONE =
          new Steps(
              List.of(),
              Optional.empty(),
              Map.of(),
              RunDefaults.NONE,
              Optional.empty(),
              Map.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              List.of());
    }

    /// Another workflow.
    ///
    /// @param uses `./.github/workflows/x.yml` or `owner/repo/.github/workflows/x.yml@ref`
    record Call(Template uses, Map<String, Argument> with, Secrets secrets) implements Body {
      public Call {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
      }
    }
  }

  /// An input for a called workflow, which has kinds: the text `'true'` is no boolean.
  public record Argument(Json value, Position at) {
    /// As GitHub prints it; it may hold expressions.
    public Template template() {
      return new Template(Templates.text(value), at);
    }
  }

  /// The secrets that a called workflow gets.
  public sealed interface Secrets {
    /// All that the caller has.
    record Inherit() implements Secrets {}

    record Given(Map<String, Template> secrets) implements Secrets {
      public Given {
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
      }
    }
  }

  /// The steps with their surroundings; a job that calls a workflow has none.
  public Body.Steps own() {
    return switch (body) {
      case Body.Steps steps -> steps;
      case Body.Call _ -> Body.Steps.NONE;
    };
  }

  public List<Template> runsOn() {
    return own().runsOn();
  }

  public Map<String, Template> env() {
    return own().env();
  }

  public RunDefaults defaults() {
    return own().defaults();
  }

  public Optional<Template> timeoutMinutes() {
    return own().timeoutMinutes();
  }

  public Optional<Template> continueOnError() {
    return own().continueOnError();
  }

  public Map<String, Template> outputs() {
    return own().outputs();
  }

  public List<Step> steps() {
    return own().steps();
  }
}
