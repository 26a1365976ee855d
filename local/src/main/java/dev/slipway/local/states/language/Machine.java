package dev.slipway.local.states.language;

import java.time.Duration;
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
}
