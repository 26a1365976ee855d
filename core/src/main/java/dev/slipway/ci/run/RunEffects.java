package dev.slipway.ci.run;

import java.util.Optional;

/// Does what a run decided. Every effect may be asked for twice.
public interface RunEffects {
  /// Performs one effect.
  ///
  /// @return what the run should know of it, such as the build's id
  Optional<RunCommand> perform(Run run, RunEffect.Outer effect);
}
