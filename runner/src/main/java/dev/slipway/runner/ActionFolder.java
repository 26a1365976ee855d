package dev.slipway.runner;

import dev.slipway.ci.workflow.Action;
import dev.slipway.ci.workflow.ActionReader;
import dev.slipway.ci.workflow.ActionReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An action that lies on this machine.
///
/// @param github what the `github` context has of it
record ActionFolder(Action action, Path folder, Map<String, String> github) {
  private static final long LARGEST = 1024 * 1024;

  ActionFolder {
    github = Map.copyOf(github);
  }

  /// Reads the action of a folder.
  ///
  /// @param name how messages name it
  /// @throws StepFailure when there is none, or it is not valid
  static ActionFolder read(Path folder, String name, ActionReference reference) {
    for (var file : List.of("action.yml", "action.yaml")) {
      var path = folder.resolve(file);
      if (Files.isRegularFile(path)) {
        return new ActionFolder(parse(path, name + "/" + file), folder, github(reference, folder));
      }
    }
    if (Files.isRegularFile(folder.resolve("Dockerfile"))) {
      return new ActionFolder(bareDockerfile(), folder, github(reference, folder));
    }
    throw new StepFailure(
        "Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '%s'. Did you forget to run actions/checkout before running your local action?"
            .formatted(folder));
  }

  /// Tells a step which action it runs; where it lies is told to the steps of composite ones only,
  /// as on GitHub.
  void introduce(StepView view) {
    if (action.runs() instanceof Action.Runs.Composite) {
      view.setGithub(github);
    } else {
      var without = new HashMap<>(github);
      without.remove("action_path");
      view.setGithub(without);
    }
  }

  /// A file of the action.
  ///
  /// @throws StepFailure when it is not there
  Path file(String name) {
    var file = folder.resolve(name).normalize();
    if (!Files.isRegularFile(file)) {
      throw new StepFailure("File not found: '%s'".formatted(file));
    }
    return file;
  }

  private static Action parse(Path path, String name) {
    try {
      if (Files.size(path) > LARGEST) {
        throw new StepFailure("%s has more than %d bytes".formatted(name, LARGEST));
      }
      var source = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return switch (ActionReader.read(name, source)) {
        case ActionReader.Result.Valid(var action) -> action;
        case ActionReader.Result.Refused(var findings) ->
            throw new StepFailure("The action is not valid: " + findings.getFirst().line());
      };
    } catch (IOException e) {
      throw new StepFailure("%s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  private static Action bareDockerfile() {
    return new Action(
        Map.of(),
        new Action.Runs.Docker(
            "Dockerfile",
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Map<String, String> github(ActionReference reference, Path folder) {
    return switch (reference) {
      case ActionReference.Remote remote ->
          Map.of(
              "action_path", folder.toString(),
              "action_repository", remote.owner() + "/" + remote.repository(),
              "action_ref", remote.ref());
      case ActionReference.Local _, ActionReference.Image _, ActionReference.Malformed _ ->
          Map.of("action_path", folder.toString(), "action_repository", "", "action_ref", "");
    };
  }
}
