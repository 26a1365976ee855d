package dev.slipway.runner;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Gives the processes of steps back what an agent in the background does not have: an interrupt
/// that is not ignored.
///
/// A shell script starts what it puts in the background with SIGINT ignored, and so do some service
/// managers. That is inherited for good: no shell can trap a signal that was ignored when it began,
/// so a cancelled step would never hear the interrupt.
final class DefaultSignals {
  private static final int INT = 2;

  private final List<String> wrapper;

  private DefaultSignals(List<String> wrapper) {
    this.wrapper = wrapper;
  }

  /// Of this process; where /proc or a recent `env` is missing, commands stay as they are.
  static DefaultSignals ofThisProcess() {
    var reset = List.of("env", "--default-signal=INT,QUIT");
    return new DefaultSignals(ignoresInterrupts() && works(reset) ? reset : List.of());
  }

  List<String> around(List<String> command) {
    return Stream.concat(wrapper.stream(), command.stream()).toList();
  }

  private static boolean ignoresInterrupts() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(ignored -> ignored.testBit(INT - 1));
    } catch (IOException | NumberFormatException _) {
      return false;
    }
  }

  private static boolean works(List<String> wrapper) {
    try {
      var process =
          new ProcessBuilder(Stream.concat(wrapper.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
