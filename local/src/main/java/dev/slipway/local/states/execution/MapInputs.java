package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.State;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.function.IntFunction;

/// What a map run gives to its children.
public final class MapInputs {
  private final Run run;
  private final Scope parent;
  private final State.ForEach forEach;

  /// @param scope the scope that waits for the map run
  public MapInputs(Facts facts, IntFunction<Scope> stored, int scope, Instant now, Chance chance) {
    this.run = new Run(facts, Progress.NONE, stored, now, chance);
    this.parent = run.scope(scope);
    this.forEach = (State.ForEach) run.state(parent);
  }

  public State.ForEach state() {
    return forEach;
  }

  public State.Distributed mode() {
    return (State.Distributed) forEach.mode();
  }

  /// An item as `ItemSelector` makes it.
  ///
  /// @throws dev.slipway.local.states.query.QueryException when it cannot be computed
  public Json selected(int index, Json item) {
    var iteration = Scope.iteration(Scope.MAX, parent, index, "", item);
    return Joins.selected(run, parent, forEach, iteration).map(Document::json).orElse(item);
  }
}
