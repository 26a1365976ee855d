package dev.slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says of a process' memory, in megabytes; zero where /proc is missing.
final class Memory {
  private Memory() {}

  static long resident(long pid) {
    return read(pid, "VmRSS:");
  }

  /// The most that was ever resident.
  static long peak(long pid) {
    return read(pid, "VmHWM:");
  }

  private static long read(long pid, String field) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }
}
