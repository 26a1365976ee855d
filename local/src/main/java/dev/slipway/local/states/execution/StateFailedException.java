package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.language.Errors;

/// A state cannot go on; a retrier or catcher may know what to do.
final class StateFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  StateFailedException(String error, String cause) {
    super(error, null, false, false);
    this.failure = new Failure(error, cause);
  }

  Failure failure() {
    return failure;
  }

  /// A failure that nobody can catch.
  static StateFailedException within(Scope scope, String why) {
    return new StateFailedException(
        Errors.RUNTIME,
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(scope.state(), scope.visit().event(), why));
  }

  /// @param what the state, or what its task called
  static StateFailedException tooLarge(String what) {
    return new StateFailedException(Errors.DATA_LIMIT, tooLargeCause(what));
  }

  static String tooLargeCause(String what) {
    return "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
        .formatted(what);
  }
}
