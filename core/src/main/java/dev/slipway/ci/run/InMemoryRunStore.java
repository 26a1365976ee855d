package dev.slipway.ci.run;

import dev.slipway.model.RunId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Runs that live as long as the process: for `slipway run` and for tests.
public final class InMemoryRunStore implements RunStore {
  private final ConcurrentHashMap<RunId, Stored> runs = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RunId, RunInputs> inputs = new ConcurrentHashMap<>();

  @Override
  public boolean create(Run run, RunInputs given) {
    inputs.putIfAbsent(run.id(), given);
    return runs.putIfAbsent(run.id(), new Stored(run, 1)) == null;
  }

  @Override
  public Optional<Stored> load(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public boolean save(Stored stored, Run next) {
    return runs.replace(next.id(), stored, new Stored(next, stored.version() + 1));
  }

  @Override
  public RunInputs inputs(RunId id) {
    var given = inputs.get(id);
    if (given == null) {
      throw new IllegalStateException("There is no run " + id);
    }
    return given;
  }
}
