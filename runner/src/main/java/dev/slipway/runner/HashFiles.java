package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/// `hashFiles`: a digest over the digests of the workspace's files that match, in the order in
/// which `@actions/glob` finds them, so that keys of caches are those of GitHub.
final class HashFiles {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path workspace;
  private final InstantSource clock;

  HashFiles(Path workspace, InstantSource clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /// @throws StepFailure when a file cannot be read, or it takes longer than GitHub allows
  String of(List<String> patterns) {
    var all = sha256();
    var end = clock.instant().plus(LIMIT);
    try {
      var found = new FileSearch(workspace, patterns).files();
      for (var file : found) {
        check(end);
        all.update(digest(file));
      }
      return found.isEmpty() ? "" : HexFormat.of().formatHex(all.digest());
    } catch (IOException e) {
      throw new StepFailure(
          "hashFiles('%s') failed: %s".formatted(String.join("', '", patterns), e.getMessage()));
    }
  }

  private void check(Instant end) {
    if (clock.instant().isAfter(end)) {
      throw new StepFailure(
          "hashFiles couldn't finish within %d seconds.".formatted(LIMIT.toSeconds()));
    }
  }

  private static byte[] digest(Path file) throws IOException {
    var digest = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var buffer = new byte[64 * 1024];
      while (in.read(buffer) >= 0) {
        // the stream digests what passes
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
