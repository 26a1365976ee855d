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

  /// @param what the state, or what its task called
  static StateFailedException tooLarge(String what) {
    return new StateFailedException(Errors.DATA_LIMIT, tooLargeCause(what));
  }

  static String tooLargeCause(String what) {
    return "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
        .formatted(what);
  }
}
