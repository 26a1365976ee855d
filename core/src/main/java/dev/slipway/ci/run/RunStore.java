package dev.slipway.ci.run;

import dev.slipway.model.RunId;
import java.util.Optional;

/// Where runs are kept. A write takes effect only on the version that was read.
public interface RunStore {
  /// Keeps a new run and what it was made from; the inputs are there before the run is.
  ///
  /// @return false when a run of that id exists; then nothing changes
  boolean create(Run run, RunInputs inputs);

  /// The run as it is now, strongly consistent.
  Optional<Stored> load(RunId id);

  /// Replaces the run.
  ///
  /// @return false when somebody else wrote since `stored` was read; then nothing changes
  boolean save(Stored stored, Run next);

  /// What the run was made from.
  ///
  /// @throws IllegalStateException when there is no such run
  RunInputs inputs(RunId id);

  /// A run and the version that was read.
  record Stored(Run run, long version) {}
}
