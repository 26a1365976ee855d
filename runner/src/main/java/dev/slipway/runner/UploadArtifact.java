package dev.slipway.runner;

import dev.slipway.runner.storage.Archive;
import dev.slipway.runner.storage.Artifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The built-in `actions/upload-artifact`.
record UploadArtifact() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of(
          "name",
          "path",
          "if-no-files-found",
          "retention-days",
          "compression-level",
          "overwrite",
          "include-hidden-files",
          "archive");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("actions/upload-artifact", given);
    inputs.warn(KNOWN, scene.log());
    try {
      return upload(scene, inputs);
    } catch (Artifacts.RefusedException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StepFailure("The artifact cannot be stored: " + e.getMessage());
    }
  }

  /// What is to be stored.
  ///
  /// @param root what names inside the artifact are relative to
  private record Selection(Path root, List<Path> files) {}

  private static Attempt upload(Scene scene, BuiltInInputs inputs) throws IOException {
    var name = inputs.text("name", "artifact");
    var selection = select(scene, inputs);
    if (selection.files().isEmpty()) {
      return nothing(scene, inputs);
    }
    var artifacts = scene.site().offers().artifacts();
    if (inputs.isTrue("overwrite")) {
      artifacts.delete(name);
    }
    var staged = artifacts.begin(name);
    try {
      Archive.pack(
          selection.root(),
          selection.files(),
          Math.clamp(inputs.number("compression-level", 6), 0, 9),
          staged);
    } catch (IOException | RuntimeException e) {
      artifacts.drop(staged);
      throw e;
    }
    var stored =
        artifacts.finish(name, staged, Duration.ofDays(inputs.number("retention-days", 0)));
    scene
        .log()
        .say(
            "Artifact %s has been stored: %d file(s), %d bytes, id %d"
                .formatted(name, selection.files().size(), stored.size(), stored.id()));
    var github = scene.view().github();
    return Attempt.succeeded(
        Map.of(
            "artifact-id",
            Long.toString(stored.id()),
            "artifact-digest",
            stored.digest().replaceFirst("^sha256:", ""),
            "artifact-url",
            "%s/%s/actions/runs/%s/artifacts/%d"
                .formatted(
                    github.string("server_url").orElse(""),
                    github.string("repository").orElse(""),
                    github.string("run_id").orElse(""),
                    stored.id())));
  }

  private static Attempt nothing(Scene scene, BuiltInInputs inputs) {
    var message =
        "No files were found with the provided path: %s. No artifacts will be uploaded."
            .formatted(inputs.require("path"));
    return switch (inputs.text("if-no-files-found", "warn")) {
      case "warn" -> {
        scene.log().warn(message);
        yield Attempt.succeeded(Map.of());
      }
      case "ignore" -> {
        scene.log().say(message);
        yield Attempt.succeeded(Map.of());
      }
      case "error" -> throw new StepFailure(message);
      default ->
          throw new StepFailure(
              "Unrecognized if-no-files-found input. Provided: %s. Available options: warn, error, ignore"
                  .formatted(inputs.text("if-no-files-found", "")));
    };
  }

  private static Selection select(Scene scene, BuiltInInputs inputs) throws IOException {
    var workspace = scene.site().workspace().workspace();
    var patterns = inputs.paths("path", scene);
    var search = new FileSearch(workspace, patterns, FileSearch.Bounds.ANYWHERE);
    var withHidden = inputs.isTrue("include-hidden-files");
    var starts = search.starts();
    var files =
        search.files().stream().filter(file -> withHidden || !isHidden(file, starts)).toList();
    return new Selection(root(starts, files, workspace), files);
  }

  /// What a pattern names itself is not hidden from it.
  private static boolean isHidden(Path file, List<Path> starts) {
    var start = starts.stream().filter(file::startsWith).findFirst().orElse(file);
    for (var name : start.relativize(file)) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  /// The one folder that is searched, or what several have in common.
  private static Path root(List<Path> starts, List<Path> files, Path workspace) {
    var roots = new ArrayList<Path>();
    for (var start : starts) {
      roots.add(files.contains(start) ? start.resolveSibling("") : start);
    }
    if (roots.size() == 1) {
      return roots.getFirst().normalize();
    }
    var common = roots.isEmpty() ? workspace : roots.getFirst();
    for (var root : roots) {
      while (!root.startsWith(common)) {
        common = common.resolve("..").normalize();
      }
    }
    return common.normalize();
  }
}
