package dev.slipway.runner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One process of a step: its output line by line, its end by itself, by time or by cancelling.
///
/// Cancelling asks with SIGINT, after 7.5 s with SIGTERM, and kills the whole tree 2.5 s later, as
/// GitHub's runner does.
final class StepProcess {
  static final Duration INTERRUPT_GRACE = Duration.ofMillis(7_500);
  static final Duration TERMINATE_GRACE = Duration.ofMillis(2_500);

  /// A longer line is cut into pieces of this size, so that memory stays bounded.
  private static final int MAX_LINE = 256 * 1024;

  private final Process process;

  private StepProcess(Process process) {
    this.process = process;
  }

  static StepProcess start(List<String> command, Path folder, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return new StepProcess(process);
    } catch (IOException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  /// Reads all output and waits for the end.
  ///
  /// @param timeout empty for none
  /// @return the exit code, or empty when the time was up
  Optional<Integer> await(Consumer<String> lines, Optional<Duration> timeout) {
    var timer =
        timeout.map(limit ->
            CompletableFuture.runAsync(
                this::cancel,
                CompletableFuture.delayedExecutor(
                    limit.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)));
    var start = System.nanoTime();
    try (var output = new BufferedInputStream(process.getInputStream(), 64 * 1024)) {
      read(output, lines);
      var code = process.waitFor();
      timer.ifPresent(pending -> pending.cancel(false));
      var late = timeout.filter(limit -> System.nanoTime() - start >= limit.toNanos()).isPresent();
      return late && code != 0 ? Optional.empty() : Optional.of(code);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new StepFailure("The output cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new StepFailure("interrupted");
    }
  }

  private static void read(InputStream output, Consumer<String> lines) throws IOException {
    var line = new ByteArrayOutputStream(256);
    for (var b = output.read(); b >= 0; b = output.read()) {
      if (b == '\n') {
        lines.accept(text(line));
        line.reset();
      } else {
        line.write(b);
        if (line.size() >= MAX_LINE) {
          lines.accept(text(line));
          line.reset();
        }
      }
    }
    if (line.size() > 0) {
      lines.accept(text(line));
    }
  }

  private static String text(ByteArrayOutputStream line) {
    var text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// Asks the process to end, then makes it. Returns at once.
  void cancel() {
    Thread.startVirtualThread(() -> {
      signal("INT");
      if (!ends(INTERRUPT_GRACE)) {
        signal("TERM");
        if (!ends(TERMINATE_GRACE)) {
          kill();
        }
      }
    });
  }

  private boolean ends(Duration grace) {
    try {
      return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      process.destroy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
