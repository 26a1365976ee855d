package dev.slipway.runner;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Action.Runs;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An action that runs in a container, by the `docker` of this machine. The folders that it shares
/// with the job have GitHub's paths inside.
final class Container {
  private final Scene scene;
  private final CommandFiles files;
  private final String uses;
  private final Path docker;

  /// @throws StepFailure when there is no Docker here
  Container(Scene scene, CommandFiles files, String uses) {
    this.scene = scene;
    this.files = files;
    this.uses = uses;
    this.docker = scene.site().actions().programs(scene.site()).docker(uses);
  }

  /// `docker://image`: what to run is in the inputs.
  Attempt runImage(String image, Map<String, String> with) {
    return start(
        image,
        Optional.ofNullable(with.get("entrypoint")),
        Shell.words(with.getOrDefault("args", "")),
        new ActionInputs(with).variables());
  }

  /// An action with a file of its own.
  ///
  /// @param entrypoint of this phase
  /// @param state what earlier phases have kept
  Attempt run(
      ActionFolder action,
      Runs.Docker runs,
      ActionInputs inputs,
      Optional<String> entrypoint,
      Map<String, String> state) {
    var image =
        runs.image().startsWith("docker://")
            ? runs.image().substring("docker://".length())
            : "slipway-action:" + UUID.nameUUIDFromBytes(bytes(action.folder().toString()));
    if (!runs.image().startsWith("docker://")) {
      var built = build(action, runs.image(), image);
      if (built.outcome() != Conclusion.SUCCESS) {
        return built;
      }
    }
    var variables = new LinkedHashMap<String, String>();
    var contexts = contexts(inputs);
    runs.env().forEach((name, value) -> variables.put(name, text(value, contexts)));
    variables.putAll(inputs.variables());
    state.forEach((name, value) -> variables.put("STATE_" + name, value));
    var given = inputs.values();
    var arguments =
        given.containsKey("args")
            ? Shell.words(given.getOrDefault("args", ""))
            : runs.arguments().stream().map(one -> text(one, contexts)).toList();
    return start(
        image,
        Optional.ofNullable(given.get("entrypoint")).or(() -> entrypoint),
        arguments,
        variables);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Contexts contexts(ActionInputs inputs) {
    return name ->
        name.equalsIgnoreCase("inputs") ? Optional.of((Json) inputs.context()) : Optional.empty();
  }

  private static String text(Template template, Contexts contexts) {
    return Templates.text(template.text(), contexts);
  }

  private Attempt build(ActionFolder action, String dockerfile, String image) {
    var file = action.file(dockerfile);
    return new Execution(scene)
        .run(
            List.of(
                docker.toString(),
                "build",
                "-t",
                image,
                "-f",
                file.toString(),
                action.folder().toString()),
            scene.site().workspace().workspace(),
            scene.environment(files),
            files);
  }

  private Attempt start(
      String image,
      Optional<String> entrypoint,
      List<String> arguments,
      Map<String, String> variables) {
    var environment = scene.environment(files);
    var inside = new LinkedHashMap<>(environment);
    inside.keySet().removeAll(scene.site().inherited().keySet());
    inside.remove("PATH");
    inside.put("CI", "true");
    inside.putAll(scene.site().offers().forActions());
    inside.putAll(variables);
    var folders = folders();
    inside.replaceAll((_, value) -> translated(value, folders));
    // Values go by the environment of docker, where no list of processes shows them.
    environment.putAll(inside);
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            docker.toString(),
            "run",
            "--rm",
            "--network",
            "host",
            "--workdir",
            "/github/workspace"));
    entrypoint.ifPresent(program -> command.addAll(List.of("--entrypoint", program)));
    command.addAll(List.of("-e", "HOME=/github/home"));
    inside.keySet().stream()
        .filter(name -> !name.equals("HOME"))
        .forEach(name -> command.addAll(List.of("-e", name)));
    folders.forEach((outer, inner) -> command.addAll(List.of("-v", outer + ":" + inner)));
    command.add(image);
    command.addAll(arguments);
    return new Execution(scene)
        .run(command, scene.site().workspace().workspace(), environment, files);
  }

  /// What the job and the container share, by where it is outside.
  private Map<Path, String> folders() {
    var workspace = scene.site().workspace();
    var temp = workspace.temp();
    var folders = new LinkedHashMap<Path, String>();
    folders.put(temp.resolve("_runner_file_commands"), "/github/file_commands");
    folders.put(temp.resolve("_github_workflow"), "/github/workflow");
    folders.put(temp.resolve("_github_home"), "/github/home");
    folders.put(workspace.workspace(), "/github/workspace");
    folders.put(temp, "/github/runner_temp");
    try {
      for (var folder : folders.keySet()) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StepFailure("%s cannot be started: %s".formatted(uses, e.getMessage()));
    }
    return folders;
  }

  private static String translated(String value, Map<Path, String> folders) {
    for (var folder : folders.entrySet()) {
      var outer = folder.getKey().toString();
      if (value.equals(outer) || value.startsWith(outer + "/")) {
        return folder.getValue() + value.substring(outer.length());
      }
    }
    return value;
  }
}
