package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.language.Resource;
import java.util.Optional;
import java.util.function.Consumer;

/// Calls what a task names.
public interface TaskCaller {
  /// May block, and may be called again for the same task when the process ended in between.
  ///
  /// @param answer takes the outcome, at once or later, once
  void call(Task task, Resource resource, Document arguments, Consumer<Outcome> answer);

  /// Whose call it is.
  ///
  /// @param machineArn the state machine in whose name the call is made
  /// @param token what somebody else needs to tell the result
  record Task(
      long execution, int scope, int generation, String machineArn, Optional<String> token) {
    /// The same for each call of one attempt, so that what is called twice can tell.
    public String key() {
      return "%d-%d-%d".formatted(execution, scope, generation);
    }
  }
}
