package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Looks at processes of this machine.
final class Processes {
  private Processes() {}

  /// Waits until a process that was killed is gone; the test's timeout is the limit.
  static void awaitEnd(String pid) throws IOException {
    while (isRunning(pid)) {
      Thread.onSpinWait();
    }
  }

  /// Whether a process is there and is more than an entry that nobody has collected yet.
  private static boolean isRunning(String pid) throws IOException {
    try {
      var stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
