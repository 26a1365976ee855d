package dev.slipway.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The built-in `semgrep-action`: by the Semgrep of this machine, where there is one.
record ScanAction() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of("config", "auditOn", "generateSarif", "publishToken", "publishDeployment");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("semgrep-action", given);
    inputs.warn(KNOWN, scene.log());
    var semgrep = Engine.find(scene, "semgrep");
    if (semgrep.isEmpty()) {
      scene
          .log()
          .warn("Nothing is scanned: there is no 'semgrep' on the PATH; pip install semgrep");
      return Attempt.succeeded(Map.of());
    }
    var command = new ArrayList<>(List.of(semgrep.get().toString(), "scan", "--error"));
    List.of(inputs.text("config", "auto").split("\\s+"))
        .forEach(config -> command.addAll(List.of("--config", config)));
    if (inputs.isTrue("generateSarif")) {
      command.addAll(List.of("--sarif", "--output", "semgrep.sarif"));
    }
    return Engine.run(scene, command, Map.of());
  }
}
