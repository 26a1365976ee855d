package dev.slipway.local.states.execution;

import java.util.List;

/// How far an execution has come.
///
/// @param nextEvent the id of its next history event
/// @param nextScope the id of its next scope
/// @param ready the scopes that can go on at once
public record Progress(int nextEvent, int nextScope, List<Integer> ready) {
  static final Progress NONE = new Progress(0, 0, List.of());

  public Progress {
    ready = List.copyOf(ready);
  }
}
