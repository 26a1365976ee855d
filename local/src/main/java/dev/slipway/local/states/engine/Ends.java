package dev.slipway.local.states.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Who wants to know that an execution has ended. Nobody is told twice, and nothing here outlives
/// the process: whoever must know asks again after a start.
final class Ends {
  private final Map<Long, List<Consumer<Execution>>> listeners = new HashMap<>();

  synchronized void add(long number, Consumer<Execution> listener) {
    listeners.computeIfAbsent(number, _ -> new ArrayList<>()).add(listener);
  }

  void tell(Execution execution) {
    List<Consumer<Execution>> told;
    synchronized (this) {
      var known = listeners.remove(execution.number());
      told = known == null ? List.of() : known;
    }
    told.forEach(listener -> listener.accept(execution));
  }
}
