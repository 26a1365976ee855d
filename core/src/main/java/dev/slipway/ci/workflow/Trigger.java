package dev.slipway.ci.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `on`. An empty filter list means that the key is absent.
public sealed interface Trigger {
  record Push(Filter branches, Filter tags, Filter paths) implements Trigger {}

  /// @param types empty means the default: opened, synchronize, reopened
  record PullRequest(List<String> types, Filter branches, Filter paths) implements Trigger {}

  record WorkflowDispatch(Map<String, Input> inputs) implements Trigger {}

  /// `only` and `ignore` exclude each other; both empty means unfiltered.
  record Filter(List<String> only, List<String> ignore) {
    public static final Filter NONE = new Filter(List.of(), List.of());

    public Filter {
      only = List.copyOf(only);
      ignore = List.copyOf(ignore);
    }

    public boolean isAbsent() {
      return only.isEmpty() && ignore.isEmpty();
    }
  }

  /// An input of `workflow_dispatch`.
  record Input(
      InputType type,
      Optional<String> description,
      boolean required,
      Optional<String> defaultValue,
      List<String> options) {}

  enum InputType {
    STRING,
    BOOLEAN,
    NUMBER,
    CHOICE,
    ENVIRONMENT
  }
}
