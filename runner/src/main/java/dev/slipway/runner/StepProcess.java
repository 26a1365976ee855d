package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// One process of a step: its output line by line, its end by itself, by time or by cancelling.
///
/// Cancelling asks with SIGINT, after a while with SIGTERM, and kills the whole tree a while later,
/// as GitHub's runner does.
final class StepProcess implements Leash.Held {
  private static final DefaultSignals SIGNALS = DefaultSignals.ofThisProcess();

  private final Process process;
  private final Graces graces;
  private final AtomicReference<Optional<End>> stopped = new AtomicReference<>(Optional.empty());

  /// How a process came to its end.
  sealed interface End {
    record Exited(int code) implements End {}

    /// It was stopped, whatever its exit code: the time was up.
    record TimedOut() implements End {}

    /// It was stopped, whatever its exit code: the job was cancelled.
    record Cancelled() implements End {}
  }

  private StepProcess(Process process, Graces graces) {
    this.process = process;
    this.graces = graces;
  }

  /// @throws StepFailure when it cannot be started
  static StepProcess start(
      List<String> command, Path folder, Map<String, String> environment, Graces graces) {
    try {
      var builder =
          new ProcessBuilder(SIGNALS.around(command))
              .directory(folder.toFile())
              .redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      return new StepProcess(process, graces);
    } catch (IOException | IllegalArgumentException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  /// Reads the output and waits for the end.
  End await(LineReader.Sink sink) {
    var output = new ProcessOutput(process.getInputStream(), sink);
    try {
      var code = process.waitFor();
      output.await(graces.output());
      return stopped.get().orElse(new End.Exited(code));
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
      return new End.Cancelled();
    }
  }

  /// Asks the process to end, then makes it. Returns at once.
  @Override
  public void stop(End why) {
    if (process.isAlive() && stopped.compareAndSet(Optional.empty(), Optional.of(why))) {
      Thread.startVirtualThread(() -> {
        signal("INT");
        if (!ends(graces.interrupt())) {
          signal("TERM");
          if (!ends(graces.terminate())) {
            kill();
          }
        }
      });
    }
  }

  private boolean ends(Duration grace) {
    try {
      return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// By the shell's own `kill`, which every machine has.
  private void signal(String name) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid()))
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

  /// Kills the process and all that it started, at once.
  @Override
  public void kill() {
    stopped.compareAndSet(Optional.empty(), Optional.of(new End.Cancelled()));
    for (var tree = tree(); !tree.isEmpty(); tree = tree()) {
      tree.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }
}
