package dev.slipway.local.states.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a scope is doing.
public sealed interface Phase {
  /// An iteration whose turn has not come.
  record Pending() implements Phase {}

  /// An iteration whose turn has come.
  record Starting() implements Phase {}

  /// It will enter its state.
  record Entering() implements Phase {}

  /// It will do its state's work: again, after a retry.
  record Working() implements Phase {}

  /// It waits for an instant: a Wait state, or the pause before a retry.
  record Pausing(Instant until, Phase then) implements Phase {}

  /// A Wait is over.
  record Waited() implements Phase {}

  /// Its task is scheduled and will be called.
  record Dialing(
      Document arguments, Optional<String> token, Optional<Long> timeout, Optional<Long> heartbeat)
      implements Phase {}

  /// It waits for a task.
  record Calling(Call call) implements Phase {}

  /// It waits for a map run.
  record Mapping() implements Phase {}

  /// It waits for scopes of its own, which have consecutive ids.
  ///
  /// @param next how many of them were started
  /// @param done how many of them are done
  record Joining(int first, int count, int next, int done, int concurrency) implements Phase {
    Joining started(int upTo) {
      return new Joining(first, count, upTo, done, concurrency);
    }

    Joining withOneDone() {
      return new Joining(first, count, next, done + 1, concurrency);
    }
  }

  /// All the scopes that it waited for are done.
  ///
  /// @param last the event to which the next one refers
  record Joined(int first, int count, int last) implements Phase {}

  /// A branch or iteration that has come to its end.
  record Done(Document output) implements Phase {}

  /// A task under way.
  ///
  /// @param token by which somebody else tells the result; empty when the call's answer is it
  /// @param heartbeat how many seconds it may be silent
  /// @param timers the instants at which it is given up, to take them back
  /// @param submitted the event that says that a service took it over
  record Call(
      Optional<String> token,
      Optional<Long> heartbeat,
      List<Alarm> timers,
      Optional<Integer> submitted) {
    Call withTimers(List<Alarm> others) {
      return new Call(token, heartbeat, others, submitted);
    }

    Call submittedBy(int event) {
      return new Call(token, heartbeat, timers, Optional.of(event));
    }
  }
}
