package dev.slipway.local.states.language;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A graph of states: a whole definition, a branch of a Parallel, or what a Map does to each item.
///
/// @param states by name, in the definition's order
/// @param timeout how long a whole execution may take
public record Machine(String startAt, Map<String, State> states, Optional<Duration> timeout) {
  public State state(String name) {
    var state = states.get(name);
    if (state == null) {
      throw new IllegalStateException("the definition has no state " + name);
    }
    return state;
  }

  /// The state of that name, here or within a state that holds others.
  public Optional<State> anywhere(String name) {
    var here = states.get(name);
    if (here != null) {
      return Optional.of(here);
    }
    return states.values().stream()
        .flatMap(state -> within(state).stream())
        .flatMap(inner -> inner.anywhere(name).stream())
        .findFirst();
  }

  private static List<Machine> within(State state) {
    return switch (state) {
      case State.Parallel parallel -> parallel.branches();
      case State.ForEach forEach -> List.of(forEach.processor());
      case State.Pass _,
          State.Task _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ ->
          List.of();
    };
  }
}
