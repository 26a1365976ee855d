package dev.slipway.cli.machine;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.run.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/// `bench`: the figures of `docs/benchmarks.md`, measured through the launcher.
@Command(name = "bench", hidden = true, description = "Measure; prints a Markdown table.")
public final class BenchCommand implements Callable<Integer> {
  private static final int TIMES = 5;
  private static final int JOBS = 50;

  private final Terminal terminal;

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// @param peakMegabytes resident; zero where /proc is missing
  private record Sample(double seconds, long peakMegabytes) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    terminal.out().println("| What | Measured | Must hold |");
    terminal.out().println("|---|---|---|");
    oneStep();
    graph(new Random(1));
    return Exit.OK;
  }

  private void oneStep() throws IOException, InterruptedException {
    var samples = new ArrayList<Sample>();
    var workflow = "on: push\njobs:\n" + job("only", List.of(), 0);
    for (var i = 0; i < TIMES; i++) {
      samples.add(measure(workflow));
    }
    var worst = samples.stream().mapToDouble(Sample::seconds).max().orElse(0);
    var peak = samples.stream().mapToLong(Sample::peakMegabytes).max().orElse(0);
    row("`run`, one step, worst of %d".formatted(TIMES), seconds(worst), "< 3 s");
    row("the same, resident at most", "%d MB".formatted(peak), "< 600 MB");
  }

  private void graph(Random random) throws IOException, InterruptedException {
    var ends = new double[JOBS];
    var workflow = new StringBuilder("on: push\njobs:\n");
    var critical = 0.0;
    for (var i = 0; i < JOBS; i++) {
      var needs = new ArrayList<String>();
      var ready = 0.0;
      for (var n = 0; n < i && needs.size() < 3; n++) {
        if (random.nextInt(i) < 2) {
          needs.add("j" + n);
          ready = Math.max(ready, ends[n]);
        }
      }
      var seconds = (1 + random.nextInt(10)) / 10.0;
      ends[i] = ready + seconds;
      critical = Math.max(critical, ends[i]);
      workflow.append(job("j" + i, needs, seconds));
    }
    var sample = measure(workflow.toString());
    row(
        "`run`, random graph of %d jobs, critical path %s".formatted(JOBS, seconds(critical)),
        seconds(sample.seconds()),
        "< " + seconds(1.2 * critical + 2));
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f s", value);
  }

  private static String job(String id, List<String> needs, double seconds) {
    return "  %s:\n    needs: %s\n    runs-on: ubuntu-latest\n    steps: [{run: sleep %s}]\n"
        .formatted(id, needs, String.format(Locale.ROOT, "%.1f", seconds));
  }

  private static Sample measure(String workflow) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("slipway-bench-");
    try {
      new ProcessBuilder("git", "init", "--quiet", folder.toString()).start().waitFor();
      var file = folder.resolve(".github/workflows/bench.yml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, workflow);
      var launcher = Path.of(System.getProperty("slipway.root", "."), "slipway").toAbsolutePath();
      var start = System.nanoTime();
      var process =
          new ProcessBuilder(launcher.toString(), "run")
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var peak = 0L;
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peak(process.pid()));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException("run failed with " + process.exitValue());
      }
      return new Sample((System.nanoTime() - start) / 1e9, peak);
    } finally {
      Folders.delete(folder);
    }
  }

  private static long peak(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  private void row(String what, String measured, String must) {
    terminal.out().println("| %s | %s | %s |".formatted(what, measured, must));
  }
}
