package dev.slipway.runner;

import dev.slipway.ci.workflow.Action.Runs;
import java.nio.file.Path;

/// The programs of this machine that run actions.
///
/// @param path the PATH of the machine, before steps add to it: an action gets the Node.js of the
///   runner, not the one that a step has set up
record Programs(String path) {
  /// Looks whether an action can run here.
  ///
  /// @throws StepFailure naming the remedy
  void check(String action, Runs runs) {
    switch (runs) {
      case Runs.JavaScript(var using, _, _, _) -> node(action, using);
      case Runs.Docker _ -> docker(action);
      case Runs.Composite _ -> {}
    }
  }

  Path node(String action, String using) {
    return Shell.find("node", path)
        .orElseThrow(() ->
            new StepFailure(
                "%s runs on Node.js (%s), and there is no 'node' on the PATH of this machine. Install Node.js %s or newer: https://nodejs.org"
                    .formatted(action, using, using.replaceFirst("node", ""))));
  }

  Path docker(String action) {
    return Shell.find("docker", path)
        .orElseThrow(() ->
            new StepFailure(
                "%s runs in a container, and there is no 'docker' on the PATH of this machine. Install Docker, or use an action that needs none"
                    .formatted(action)));
  }
}
