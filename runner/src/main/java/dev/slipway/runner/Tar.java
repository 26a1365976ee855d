package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The machine's `tar`, asked as `@actions/cache` asks it, so that links and rights are kept.
final class Tar {
  private final Scene scene;
  private final Path program;
  private final boolean isZstd;

  /// @throws StepFailure when there is none
  Tar(Scene scene) {
    this.scene = scene;
    var path = scene.site().inherited().getOrDefault("PATH", "");
    this.program =
        Shell.find("tar", path)
            .orElseThrow(
                () -> new StepFailure("There is no 'tar' on the PATH of this machine; install it"));
    this.isZstd = Shell.find("zstd", path).isPresent();
  }

  /// How the toolkit calls it.
  String compression() {
    return isZstd ? "zstd-without-long" : "gzip";
  }

  /// @param paths files and folders
  void pack(List<Path> paths, Path to) throws IOException {
    var workspace = workspace();
    var manifest = scene.site().workspace().temp().resolve("manifest-" + scene.site().next());
    Files.write(manifest, paths.stream().map(path -> name(workspace, path)).toList());
    run(
        List.of(
            "--posix",
            "-cf",
            to.toString(),
            "-P",
            "-C",
            workspace.toString(),
            "--files-from",
            manifest.toString()),
        "zstdmt");
  }

  private static String name(Path workspace, Path path) {
    var relative = workspace.relativize(path).toString();
    return relative.isEmpty() ? "." : relative;
  }

  void unpack(Path from) {
    run(List.of("-xf", from.toString(), "-P", "-C", workspace().toString()), "unzstd");
  }

  private Path workspace() {
    return scene.site().workspace().workspace();
  }

  private void run(List<String> arguments, String zstd) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    command.addAll(isZstd ? List.of("--use-compress-program", zstd) : List.of("-z"));
    var files = scene.site().commandFiles();
    var ended = new Execution(scene).run(command, workspace(), scene.environment(files), files);
    if (ended.outcome() != Conclusion.SUCCESS) {
      throw new StepFailure("tar failed");
    }
  }
}
