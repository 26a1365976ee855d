package dev.slipway.runner;

import dev.slipway.model.Json;
import dev.slipway.runner.image.ImageBuild;
import dev.slipway.runner.image.UnbuildableException;
import dev.slipway.runner.storage.Archive;
import dev.slipway.runner.storage.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The built-in `docker/build-push-action`. Without a container engine it builds what needs none,
/// and keeps the image among the run's artifacts instead of pushing it.
record ImageAction() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of("context", "file", "tags", "push", "load", "build-args", "labels", "target");

  /// They change how it is built, not what.
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "cache-from", "cache-to", "builder", "no-cache", "pull", "provenance", "sbom", "network");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("docker/build-push-action", given);
    var known = new ArrayList<>(KNOWN);
    known.addAll(WITHOUT_EFFECT);
    inputs.warn(known, scene.log());
    var context = inside(scene, inputs.text("context", "."));
    var file =
        inputs.text("file", "").isEmpty()
            ? context.resolve("Dockerfile")
            : inside(scene, inputs.require("file"));
    if (!Files.isRegularFile(file)) {
      throw new StepFailure("There is no %s".formatted(shown(scene, file)));
    }
    try {
      return Engine.of(scene)
          .map(docker -> byEngine(scene, inputs, docker, context, file))
          .orElseGet(() -> byHand(scene, inputs, context, file));
    } catch (UnbuildableException | Artifacts.RefusedException e) {
      throw new StepFailure("%s: %s".formatted(shown(scene, file), e.getMessage()));
    }
  }

  private static Path inside(Scene scene, String path) {
    var workspace = scene.site().workspace().workspace();
    var inside = workspace.resolve(path).normalize();
    if (!inside.startsWith(workspace)) {
      throw new StepFailure("'%s' leads out of the workspace".formatted(path));
    }
    return inside;
  }

  private static String shown(Scene scene, Path file) {
    return scene.site().workspace().workspace().relativize(file).toString();
  }

  private static List<String> tags(BuiltInInputs inputs) {
    return List.of(inputs.text("tags", "").split("[\\s,]+")).stream()
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  private static Attempt byEngine(
      Scene scene, BuiltInInputs inputs, Engine docker, Path context, Path file) {
    var command = new ArrayList<>(List.of(docker.program(), "build", "--file", file.toString()));
    tags(inputs).forEach(tag -> command.addAll(List.of("--tag", tag)));
    inputs.lines("build-args").forEach(arg -> command.addAll(List.of("--build-arg", arg)));
    inputs.lines("labels").forEach(label -> command.addAll(List.of("--label", label)));
    Optional.of(inputs.text("target", ""))
        .filter(target -> !target.isEmpty())
        .ifPresent(target -> command.addAll(List.of("--target", target)));
    command.add(context.toString());
    Engine.require(scene, command);
    if (inputs.isTrue("push")) {
      tags(inputs).forEach(tag -> Engine.require(scene, List.of(docker.program(), "push", tag)));
    }
    return Attempt.succeeded(Map.of());
  }

  private static Attempt byHand(Scene scene, BuiltInInputs inputs, Path context, Path file) {
    var tags = tags(inputs);
    var layout = scene.site().workspace().temp().resolve("image-" + scene.site().next());
    try {
      var image =
          ImageBuild.build(
              new ImageBuild.Request(
                  context,
                  file,
                  Optional.of(inputs.text("target", "")).filter(target -> !target.isEmpty()),
                  pairs(inputs.lines("build-args")),
                  pairs(inputs.lines("labels")),
                  tags,
                  Instant.EPOCH),
              layout);
      var name = keep(scene, layout, tags);
      scene.log().say("Image %s is kept as artifact %s".formatted(image.digest(), name));
      image
          .missing()
          .forEach(missing ->
              scene.log().warn("It lacks %s: there is no Docker here".formatted(missing)));
      if (inputs.isTrue("push")) {
        scene.log().warn("It is not pushed: there is no Docker here");
      }
      return Attempt.succeeded(outputs(image, tags));
    } catch (IOException e) {
      throw new StepFailure("The image cannot be written: " + e.getMessage());
    }
  }

  private static Map<String, String> outputs(ImageBuild.Image image, List<String> tags) {
    var metadata =
        Json.object()
            .put("containerimage.config.digest", image.id())
            .put("containerimage.digest", image.digest())
            .put("image.name", String.join(",", tags))
            .build();
    return Map.of("imageid", image.id(), "digest", image.digest(), "metadata", metadata.text());
  }

  private static Map<String, String> pairs(List<String> lines) {
    var pairs = new LinkedHashMap<String, String>();
    for (var line : lines) {
      var parts = line.split("=", 2);
      pairs.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return pairs;
  }

  private static String keep(Scene scene, Path layout, List<String> tags) throws IOException {
    var name =
        "image-" + (tags.isEmpty() ? "untagged" : tags.getFirst().replaceAll("[^\\w.-]+", "-"));
    var artifacts = scene.site().offers().artifacts();
    artifacts.delete(name);
    var staged = artifacts.begin(name);
    try (var files = Files.walk(layout)) {
      Archive.pack(layout, files.filter(Files::isRegularFile).sorted().toList(), 0, staged);
    } catch (IOException | RuntimeException e) {
      artifacts.drop(staged);
      throw e;
    }
    artifacts.finish(name, staged, Duration.ZERO);
    return name;
  }
}
