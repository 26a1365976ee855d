package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line of control in an execution: the machine's own, a branch's or an iteration's.
///
/// @param id unique in its execution; the machine's own is 0
/// @param parent the scope whose state opened this one; -1 for the machine's own
/// @param index which branch or iteration it is
/// @param item what an iteration is about
/// @param state the state that it is in or will enter next
/// @param input that state's input
/// @param variables what was assigned here; outer variables are the parent's
/// @param lastEvent the id of its latest history event
/// @param entered when it entered the state
/// @param enteredEvent the id of the event that says so
/// @param generation grows with everything that it waits for, so that what comes late is told apart
/// @param retries how often each retrier of the state has retried
/// @param phase what it is doing in that state
public record Scope(
    int id,
    int parent,
    int index,
    Optional<Json> item,
    String state,
    Document input,
    Map<String, Json> variables,
    int lastEvent,
    Instant entered,
    int enteredEvent,
    int generation,
    List<Integer> retries,
    Phase phase) {
  public static final int ROOT = 0;
  public static final int NOBODY = -1;

  /// No execution has more scopes than this: its history would be too long.
  public static final int MAX = (1 << 20) - 1;

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

    /// It waits for a task.
    ///
    /// @param token by which somebody else tells the result; empty when the call's answer is it
    /// @param called whether the call is still under way
    /// @param timers the instants at which the task is given up, to take them back
    record Calling(
        Optional<String> token, boolean called, Optional<Heartbeat> heartbeat, List<Alarm> timers)
        implements Phase {}

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
    /// @param last the latest event of the one that was done last
    record Joined(int first, int count, int last) implements Phase {}

    /// A branch or iteration that has come to its end.
    record Done(Document output) implements Phase {}
  }

  /// How long a task may be silent.
  public record Heartbeat(long seconds) {}

  static Scope child(int id, Scope parent, int index, String startAt, Document input) {
    return new Scope(
        id,
        parent.id(),
        index,
        Optional.empty(),
        startAt,
        input,
        Map.of(),
        parent.lastEvent(),
        parent.entered(),
        0,
        0,
        List.of(),
        new Phase.Entering());
  }

  /// The machine's own scope, before its first state.
  public static Scope root(String startAt, Document input, Instant now) {
    return new Scope(
        ROOT,
        NOBODY,
        0,
        Optional.empty(),
        startAt,
        input,
        Map.of(),
        0,
        now,
        0,
        0,
        List.of(),
        new Phase.Entering());
  }

  Scope in(Phase now) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation,
        retries,
        now);
  }

  /// In a phase that waits for something new.
  Scope awaiting(Phase now) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation + 1,
        retries,
        now);
  }

  Scope about(Json newItem, Phase now) {
    return new Scope(
        id,
        parent,
        index,
        Optional.of(newItem),
        state,
        input,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation,
        retries,
        now);
  }

  Scope given(Document newInput) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        newInput,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation,
        retries,
        phase);
  }

  Scope told(int event) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        variables,
        event,
        entered,
        enteredEvent,
        generation,
        retries,
        phase);
  }

  Scope enteredAt(Instant now, int event) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        variables,
        event,
        now,
        event,
        generation,
        retries,
        new Phase.Working());
  }

  Scope knowing(Map<String, Json> newVariables) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        newVariables,
        lastEvent,
        entered,
        enteredEvent,
        generation,
        retries,
        phase);
  }

  Scope retrying(List<Integer> newRetries, Phase now) {
    return new Scope(
        id,
        parent,
        index,
        item,
        state,
        input,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation + 1,
        newRetries,
        now);
  }

  Scope movedTo(String next, Document newInput) {
    return new Scope(
        id,
        parent,
        index,
        item,
        next,
        newInput,
        variables,
        lastEvent,
        entered,
        enteredEvent,
        generation,
        List.of(),
        new Phase.Entering());
  }

  int retryCount() {
    return retries.stream().mapToInt(Integer::intValue).sum();
  }
}
