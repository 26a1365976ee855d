package dev.slipway.runner.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;

/// What the refs of one repository pointed at when they were asked for last: for times without a
/// network.
final class RememberedRefs {
  private static final int LONGEST = 60;

  private final Path folder;

  RememberedRefs(Path home) {
    this.folder = home.resolve(".refs");
  }

  /// A ref may hold what no file's name may.
  private Path file(String ref) {
    return folder.resolve(HexFormat.of().formatHex(ref.getBytes(StandardCharsets.UTF_8)));
  }

  Optional<String> commit(String ref) throws IOException {
    var file = file(ref);
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /// One whose name is longer than any file's is not remembered.
  void remember(String ref, String commit) throws IOException {
    if (ref.length() > LONGEST) {
      return;
    }
    Files.createDirectories(folder);
    var aside = Files.createTempFile(folder, ".ref-", "");
    Files.writeString(aside, commit);
    Files.move(aside, file(ref), StandardCopyOption.ATOMIC_MOVE);
  }
}
