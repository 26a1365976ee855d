package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.language.Resource;
import java.util.Optional;

/// Calls what a task names.
public interface TaskCaller {
  /// May block, and may be called again for the same task when the process ended in between.
  void call(Task task, Resource resource, Document arguments, Answer answer);

  /// Takes what comes of a call.
  interface Answer {
    /// Takes the outcome, at once or later, once.
    void accept(Outcome outcome);

    /// Takes what a service said that will only tell later how the work ended; before the outcome.
    default void submitted(Document output) {}
  }

  /// Whose call it is.
  ///
  /// @param token what somebody else needs to tell the result
  record Task(long execution, int scope, int generation, Caller caller, Optional<String> token) {
    /// The same for each call of one attempt, so that what is called twice can tell.
    public String key() {
      return "%d-%d-%d".formatted(execution, scope, generation);
    }
  }

  /// In whose name a call is made.
  record Caller(String machineArn, String executionArn) {}
}
