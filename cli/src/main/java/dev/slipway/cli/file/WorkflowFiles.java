package dev.slipway.cli.file;

import dev.slipway.cli.Refusal;
import dev.slipway.git.WorkingCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Workflow files on disk.
public final class WorkflowFiles {
  private static final List<String> FOLDERS = List.of(".slipway/workflows", ".github/workflows");

  private WorkflowFiles() {}

  /// A file's text and its name.
  ///
  /// @param name as the user named it, or the path in the repository
  public record Named(String name, String source) {}

  /// The workflow files of the working copy around a folder, by name.
  ///
  /// @throws Refusal when there is no working copy or no file
  public static List<Named> ofWorkingCopy(Path folder) {
    var root = root(folder);
    return FOLDERS.stream()
        .map(root::resolve)
        .filter(Files::isDirectory)
        .findFirst()
        .map(found -> in(found, root))
        .filter(files -> !files.isEmpty())
        .orElseThrow(() ->
            Refusal.invalid(
                "no workflow files: neither .slipway/workflows nor .github/workflows in %s has any"
                    .formatted(root)));
  }

  /// The working copy around a folder, else the folder itself.
  static Path root(Path folder) {
    return WorkingCopy.containing(folder).map(WorkingCopy::root).orElse(folder);
  }

  private static List<Named> in(Path folder, Path root) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .map(file -> new Named(root.relativize(file).toString(), text(file)))
          .toList();
    } catch (IOException e) {
      throw Refusal.environment("%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  /// A file that the user named.
  ///
  /// @throws Refusal when it cannot be read
  public static Named named(String name) {
    return new Named(name, text(Path.of(name)));
  }

  public static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      throw Refusal.invalid("%s: there is no such file".formatted(file));
    } catch (IOException e) {
      throw Refusal.invalid("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
