package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is committed and must be what the code makes.
public final class Snapshot {
  private Snapshot() {}

  /// @param file from the module's folder
  public static void matches(Path file, String text) {
    try {
      if (Boolean.getBoolean("snapshots.update")) {
        Files.writeString(file, text);
      }
      assertThat(file)
          .as("stale; look at the difference, then: ./slipway test -Dsnapshots.update=true")
          .content()
          .isEqualTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
