package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.ActionReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of the actions that workflows use.
public interface Actions {
  /// The action; empty when it cannot be read from here.
  Optional<Action> find(ActionReference reference);

  /// @param inputs by name; names compare without case
  /// @param outputs absent when they are not known
  record Action(Map<String, Input> inputs, Optional<List<String>> outputs) {
    public Action {
      inputs = Map.copyOf(inputs);
      outputs = outputs.map(List::copyOf);
    }
  }

  /// @param required whether a step must give it: it has no default either
  /// @param deprecation what the action says of an input that should not be used
  record Input(boolean required, Optional<String> deprecation) {
    static final Input OPTIONAL = new Input(false, Optional.empty());
    static final Input REQUIRED = new Input(true, Optional.empty());
  }
}
