package dev.slipway.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Removing what a command made.
public final class Folders {
  private Folders() {}

  /// Deletes a folder with all in it. What cannot be deleted is left to the machine's cleaner.
  public static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // A process that outlived its job may still write there.
      return;
    }
  }
}
