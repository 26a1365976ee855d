package dev.slipway.runner;

import dev.slipway.runner.storage.Archive;
import dev.slipway.runner.storage.Artifacts;
import dev.slipway.runner.storage.Artifacts.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The built-in `actions/download-artifact`: artifacts of this run.
record DownloadArtifact() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of(
          "name",
          "artifact-ids",
          "path",
          "pattern",
          "merge-multiple",
          "github-token",
          "repository",
          "run-id",
          "skip-decompress",
          "digest-mismatch");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("actions/download-artifact", given);
    inputs.warn(KNOWN, scene.log());
    var github = scene.view().github();
    if (!inputs.text("run-id", "").isEmpty()
        && !inputs.text("run-id", "").equals(github.string("run_id").orElse(""))) {
      throw new StepFailure(
          "The built-in download-artifact knows the artifacts of this run only, not those of run %s"
              .formatted(inputs.text("run-id", "")));
    }
    try {
      return download(scene, inputs);
    } catch (Archive.RefusedException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StepFailure("The artifact cannot be taken out: " + e.getMessage());
    }
  }

  private static Attempt download(Scene scene, BuiltInInputs inputs) throws IOException {
    var folder = scene.site().workspace().workspace().resolve(inputs.text("path", "")).normalize();
    var chosen = choose(scene.site().offers().artifacts(), inputs);
    var isNamed = !inputs.text("name", "").isEmpty();
    var merge = inputs.isTrue("merge-multiple");
    scene.log().say("Found %d artifact(s)".formatted(chosen.size()));
    for (var artifact : chosen) {
      var to = isNamed || merge ? folder : folder.resolve(artifact.name());
      var count = Archive.unpack(artifact.content(), to, Archive.Limits.USUAL);
      scene.log().say("%s: %d file(s) to %s".formatted(artifact.name(), count, to));
    }
    return Attempt.succeeded(Map.of("download-path", folder.toString()));
  }

  private static List<Artifact> choose(Artifacts artifacts, BuiltInInputs inputs) {
    var name = inputs.text("name", "");
    if (!name.isEmpty()) {
      return List.of(
          artifacts
              .find(name)
              .orElseThrow(() ->
                  new StepFailure(
                      "Unable to download artifact(s): Artifact not found for name: " + name)));
    }
    var ids = inputs.text("artifact-ids", "");
    if (!ids.isEmpty()) {
      var wanted = Arrays.stream(ids.split(",", -1)).map(String::strip).toList();
      return artifacts.all().stream()
          .filter(one -> wanted.contains(Long.toString(one.id())))
          .toList();
    }
    var pattern = inputs.text("pattern", "");
    var matching = PathPattern.of(Path.of("/"), pattern);
    return artifacts.all().stream()
        .filter(one -> pattern.isEmpty() || matching.matches(Path.of("/", one.name())))
        .toList();
  }
}
