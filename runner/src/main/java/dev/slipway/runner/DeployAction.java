package dev.slipway.runner;

import dev.slipway.runner.manifest.InvalidManifestException;
import dev.slipway.runner.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The built-in `azure/k8s-deploy`: sets the images in the manifests, checks them, and applies them
/// by `kubectl` where a cluster is configured.
record DeployAction() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of("namespace", "manifests", "images", "action", "strategy", "timeout", "force");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("azure/k8s-deploy", given);
    inputs.warn(KNOWN, scene.log());
    if (!inputs.text("action", "deploy").equals("deploy")) {
      throw new StepFailure(
          "The built-in deployment knows no action '%s', only deploy"
              .formatted(inputs.text("action", "")));
    }
    if (!inputs.text("strategy", "basic").equals("basic")) {
      scene.log().warn("Strategy '%s' is left out".formatted(inputs.text("strategy", "")));
    }
    try {
      var written = write(scene, inputs);
      cluster(scene)
          .ifPresentOrElse(
              kubectl -> apply(scene, inputs, kubectl, written),
              () ->
                  scene
                      .log()
                      .warn(
                          "Nothing is applied: kubectl has no cluster here. The manifests are valid"));
      return Attempt.succeeded(
          Map.of("manifests", String.join(",", written.stream().map(Path::toString).toList())));
    } catch (IOException e) {
      throw new StepFailure("The manifests cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> write(Scene scene, BuiltInInputs inputs) throws IOException {
    var images =
        List.of(inputs.text("images", "").split("[\\s,]+")).stream()
            .filter(image -> !image.isEmpty())
            .toList();
    var folder =
        Files.createDirectories(
            scene.site().workspace().temp().resolve("manifests-" + scene.site().next()));
    var written = new ArrayList<Path>();
    for (var file : files(scene, inputs)) {
      var shown = scene.site().workspace().workspace().relativize(file);
      try {
        var manifests = Manifests.read(Files.readString(file)).with(images);
        var to = folder.resolve("%02d-%s".formatted(written.size(), file.getFileName()));
        Files.writeString(to, manifests.text());
        written.add(to);
        scene.log().say("%s: %s".formatted(shown, String.join(", ", manifests.names())));
      } catch (InvalidManifestException e) {
        throw new StepFailure("%s: %s".formatted(shown, e.getMessage()));
      }
    }
    return written;
  }

  /// Files as they are named, folders with all that they hold.
  private static List<Path> files(Scene scene, BuiltInInputs inputs) throws IOException {
    var workspace = scene.site().workspace().workspace();
    var patterns = new ArrayList<String>();
    for (var named : inputs.require("manifests").split("[\\n,;]+", -1)) {
      if (!named.isBlank()) {
        patterns.add(named.strip());
      }
    }
    var files =
        new FileSearch(workspace, patterns, FileSearch.Bounds.FOLDER)
            .files().stream().filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).toList();
    if (files.isEmpty()) {
      throw new StepFailure("No manifests were found: " + String.join(", ", patterns));
    }
    return files;
  }

  private static Optional<Path> cluster(Scene scene) {
    return Engine.find(scene, "kubectl")
        .filter(kubectl ->
            Engine.answers(scene, List.of(kubectl.toString(), "config", "current-context")));
  }

  private static void apply(Scene scene, BuiltInInputs inputs, Path kubectl, List<Path> manifests) {
    for (var manifest : manifests) {
      Engine.require(
          scene,
          List.of(
              kubectl.toString(),
              "apply",
              "--namespace",
              inputs.text("namespace", "default"),
              "--filename",
              manifest.toString()));
    }
  }
}
