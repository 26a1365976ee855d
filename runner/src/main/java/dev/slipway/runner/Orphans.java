package dev.slipway.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Processes that steps left running. Every process of a job inherits a mark in its environment, so
/// they are found however they were started, unless they took the mark off.
final class Orphans {
  static final String MARK = "RUNNER_TRACKING_ID";

  /// Who forks faster than this is left to the machine.
  private static final int ROUNDS = 20;

  private Orphans() {}

  /// Kills all that carry a mark.
  ///
  /// @return what they were, for the log
  static List<String> kill(String mark) {
    var killed = new LinkedHashMap<Long, String>();
    for (var round = 0; round < ROUNDS; round++) {
      // One that was killed a moment ago may still be seen.
      var found =
          ProcessHandle.allProcesses()
              .filter(one -> !killed.containsKey(one.pid()) && carries(one, mark))
              .toList();
      if (found.isEmpty()) {
        break;
      }
      for (var one : found) {
        killed.put(
            one.pid(), "pid (%d) (%s)".formatted(one.pid(), one.info().command().orElse("?")));
        one.destroyForcibly();
      }
    }
    return List.copyOf(killed.values());
  }

  private static boolean carries(ProcessHandle process, String mark) {
    return environment(process)
        .filter(text -> ("\0" + text).contains("\0" + MARK + "=" + mark + "\0"))
        .isPresent();
  }

  /// Linux only; elsewhere nothing is found. Processes of others cannot be read, which is as well.
  private static Optional<String> environment(ProcessHandle process) {
    try {
      return Optional.of(
          new String(
              Files.readAllBytes(Path.of("/proc/%d/environ".formatted(process.pid()))),
              StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
