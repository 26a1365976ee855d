package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The container engine of this machine. The program alone is none: its daemon must answer.
///
/// @param program its path
record Engine(String program) {
  private static final long PATIENCE_SECONDS = 10;

  static Optional<Engine> of(Scene scene) {
    return find(scene, "docker")
        .filter(docker -> answers(scene, List.of(docker.toString(), "info")))
        .map(docker -> new Engine(docker.toString()));
  }

  /// A program on the PATH of the step.
  static Optional<Path> find(Scene scene, String program) {
    var path = environment(scene, Map.of()).getOrDefault("PATH", "");
    return Shell.find(program, path);
  }

  /// Whether a command ends well, and soon; what it says is not shown.
  static boolean answers(Scene scene, List<String> command) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(environment(scene, Map.of()));
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      var process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs a command in the workspace, with its output in the log.
  static Attempt run(Scene scene, List<String> command, Map<String, String> more) {
    var files = scene.site().commandFiles();
    var environment = new LinkedHashMap<>(scene.environment(files));
    environment.putAll(more);
    return new Execution(scene)
        .run(command, scene.site().workspace().workspace(), environment, files);
  }

  /// @throws StepFailure when it does not end well
  static void require(Scene scene, List<String> command) {
    if (run(scene, command, Map.of()).outcome() != Conclusion.SUCCESS) {
      throw new StepFailure("%s failed".formatted(Path.of(command.getFirst()).getFileName()));
    }
  }

  private static Map<String, String> environment(Scene scene, Map<String, String> more) {
    var environment = new LinkedHashMap<>(scene.environment(scene.site().commandFiles()));
    environment.putAll(more);
    return environment;
  }
}
