package dev.slipway.runner;

import dev.slipway.ci.plan.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// `hashFiles`: a digest over the digests of the workspace's files that match, in path order.
final class HashFiles {
  private HashFiles() {}

  static String of(Path workspace, List<String> patterns) {
    try (var files = Files.walk(workspace)) {
      var all = sha256();
      var found = false;
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = workspace.relativize(file).toString();
        if (Glob.includes(patterns, path)) {
          found = true;
          all.update(sha256().digest(Files.readAllBytes(file)));
        }
      }
      return found ? HexFormat.of().formatHex(all.digest()) : "";
    } catch (IOException e) {
      throw new StepFailure("hashFiles: " + e.getMessage());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
