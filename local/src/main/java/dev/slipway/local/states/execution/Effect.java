package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.Resource;
import java.util.Optional;

/// What the world owes an execution. It is kept until it was done, and done again when the process
/// ended before that was known.
public sealed interface Effect {
  /// Call a service for a scope, and tell the answer.
  ///
  /// @param token what somebody else needs to tell the result
  record Call(
      int scope, int generation, Resource resource, Document arguments, Optional<String> token)
      implements Effect {}

  /// Run a distributed Map for a scope, and tell its result.
  record RunMap(int scope, int generation, MapPlan plan) implements Effect {}

  /// Let the execution go on, after others had their turn.
  record GoOn() implements Effect {
    /// Stands where a call has its scope; no scope has this id.
    public static final int KEY = Scope.MAX;
  }

  /// The scope to which it is owed: each is owed one thing at a time.
  default int key() {
    return switch (this) {
      case Call call -> call.scope();
      case RunMap map -> map.scope();
      case GoOn _ -> GoOn.KEY;
    };
  }
}
