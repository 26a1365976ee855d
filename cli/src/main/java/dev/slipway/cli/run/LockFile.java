package dev.slipway.cli.run;

import dev.slipway.cli.Refusal;
import dev.slipway.runner.fetch.ActionLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The lockfile of a working copy: what ran is added to what it had.
final class LockFile {
  private LockFile() {}

  /// @param commits by `owner/repo@ref`; a ref that is a commit needs no lock
  /// @throws Refusal when the file is not good or cannot be written
  static void update(Path workingCopy, Map<String, String> commits) throws IOException {
    var file = workingCopy.resolve(ActionLock.FILE);
    var all = new TreeMap<>(before(file).commits());
    commits.forEach((action, commit) -> {
      if (!action.endsWith("@" + commit)) {
        all.put(action, commit);
      }
    });
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, new ActionLock(all).text());
  }

  private static ActionLock before(Path file) throws IOException {
    try {
      return Files.isRegularFile(file)
          ? ActionLock.read(Files.readAllBytes(file))
          : ActionLock.NONE;
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }
}
