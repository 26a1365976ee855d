package dev.slipway.local.states.execution;

import java.time.Instant;
import java.util.List;

/// A scope's stay in a state.
///
/// @param state the state that it is in or will enter next
/// @param input that state's input
/// @param entered when it entered the state
/// @param event the id of the event that says so; 0 before it has entered
/// @param before the latest event before that
/// @param retries how often each retrier of the state has retried
public record Visit(
    String state, Document input, Instant entered, int event, int before, List<Integer> retries) {
  static Visit next(String state, Document input, Instant now) {
    return new Visit(state, input, now, 0, 0, List.of());
  }

  Visit given(Document newInput) {
    return new Visit(state, newInput, entered, event, before, retries);
  }

  Visit at(Instant now, int newEvent, int newBefore) {
    return new Visit(state, input, now, newEvent, newBefore, retries);
  }

  Visit retrying(List<Integer> newRetries) {
    return new Visit(state, input, entered, event, before, newRetries);
  }

  int retryCount() {
    return retries.stream().mapToInt(Integer::intValue).sum();
  }
}
