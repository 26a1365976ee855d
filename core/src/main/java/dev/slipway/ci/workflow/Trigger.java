package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `on`. An empty filter or list of types means that the key is absent.
public sealed interface Trigger {
  /// The event's name.
  String event();

  record Push(Filter branches, Filter tags, Filter paths) implements Trigger {
    @Override
    public String event() {
      return "push";
    }
  }

  /// `pull_request` and `pull_request_target`.
  ///
  /// @param types empty means the default: opened, synchronize, reopened
  record PullRequest(String event, List<String> types, Filter branches, Filter paths)
      implements Trigger {
    public PullRequest {
      types = List.copyOf(types);
    }
  }

  /// @param workflows names of the workflows whose runs start this one
  record WorkflowRun(List<Template> workflows, List<String> types, Filter branches)
      implements Trigger {
    public WorkflowRun {
      workflows = List.copyOf(workflows);
      types = List.copyOf(types);
    }

    @Override
    public String event() {
      return "workflow_run";
    }
  }

  /// Any other event of the repository: an issue, a release, a dispatch through the API …
  ///
  /// @param branches of `merge_group` only
  record Activity(String event, List<String> types, Filter branches) implements Trigger {
    public Activity {
      types = List.copyOf(types);
    }
  }

  record ImageVersion(List<String> types, List<Template> names, List<Template> versions)
      implements Trigger {
    public ImageVersion {
      types = List.copyOf(types);
      names = List.copyOf(names);
      versions = List.copyOf(versions);
    }

    @Override
    public String event() {
      return "image_version";
    }
  }

  record Schedule(List<Cron> crons) implements Trigger {
    public Schedule {
      crons = List.copyOf(crons);
    }

    @Override
    public String event() {
      return "schedule";
    }
  }

  record WorkflowDispatch(Map<String, Input> inputs) implements Trigger {
    public WorkflowDispatch {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    @Override
    public String event() {
      return "workflow_dispatch";
    }
  }

  record WorkflowCall(
      Map<String, Input> inputs, Map<String, Secret> secrets, Map<String, Output> outputs)
      implements Trigger {
    public WorkflowCall {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
      secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    @Override
    public String event() {
      return "workflow_call";
    }
  }

  /// `patterns` and `ignored` exclude each other; both empty means unfiltered.
  record Filter(List<Template> patterns, List<Template> ignored) {
    public static final Filter NONE = new Filter(List.of(), List.of());

    public Filter {
      patterns = List.copyOf(patterns);
      ignored = List.copyOf(ignored);
    }

    /// The patterns of which one must match.
    public List<String> only() {
      return patterns.stream().map(Template::text).toList();
    }

    /// The patterns of which none may match.
    public List<String> ignore() {
      return ignored.stream().map(Template::text).toList();
    }

    public boolean isAbsent() {
      return patterns.isEmpty() && ignored.isEmpty();
    }
  }

  /// @param timezone an IANA name; absent means UTC
  record Cron(Template expression, Optional<Template> timezone) {}

  /// An input of `workflow_dispatch` or `workflow_call`.
  ///
  /// @param defaultValue of a call it may hold expressions
  /// @param options of choices only
  record Input(
      Position at,
      InputType type,
      Optional<String> description,
      boolean required,
      Optional<String> defaultValue,
      List<String> options) {
    public Input {
      options = List.copyOf(options);
    }
  }

  enum InputType {
    STRING,
    BOOLEAN,
    NUMBER,
    CHOICE,
    ENVIRONMENT
  }

  record Secret(Position at, Optional<String> description, boolean required) {}

  record Output(Position at, Optional<String> description, Template value) {}
}
