package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.language.Resource;
import java.util.function.Consumer;

/// Calls what a task names.
public interface TaskCaller {
  /// May block, and may be called again for the same task when the process ended in between.
  ///
  /// @param answer takes the outcome, at once or later, once
  void call(Task task, Resource resource, Document arguments, Consumer<Outcome> answer);

  /// Whose call it is.
  record Task(long execution, int scope, int generation) {}
}
