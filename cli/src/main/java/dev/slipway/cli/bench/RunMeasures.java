package dev.slipway.cli.bench;

import dev.slipway.cli.run.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// What `run` promises.
final class RunMeasures implements BenchCommand.Measures {
  private static final int TIMES = 5;

  private final Path launcher;

  RunMeasures(Path launcher) {
    this.launcher = launcher;
  }

  /// @param peakMegabytes resident; zero where /proc is missing
  private record Sample(double seconds, long peakMegabytes) {}

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    oneStep(rows);
    graph(rows);
  }

  private void oneStep(BenchCommand.Rows rows) throws IOException, InterruptedException {
    var samples = new ArrayList<Sample>();
    var workflow = "on: push\njobs:\n" + RandomGraph.job("only", List.of(), 0);
    for (var i = 0; i < TIMES; i++) {
      samples.add(measure(workflow));
    }
    var worst = samples.stream().mapToDouble(Sample::seconds).max().orElse(0);
    var peak = samples.stream().mapToLong(Sample::peakMegabytes).max().orElse(0);
    rows.row("`run`, one step, worst of %d".formatted(TIMES), seconds(worst), "< 3 s");
    rows.row("the same, resident at most", "%d MB".formatted(peak), "< 600 MB");
  }

  private void graph(BenchCommand.Rows rows) throws IOException, InterruptedException {
    var graph = RandomGraph.of(new Random(1));
    var sample = measure(graph.workflow());
    rows.row(
        "`run`, random graph of %d jobs, critical path %s"
            .formatted(RandomGraph.JOBS, seconds(graph.criticalPath())),
        seconds(sample.seconds()),
        "< " + seconds(graph.mayTake()));
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f s", value);
  }

  private Sample measure(String workflow) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("slipway-bench-");
    try {
      new ProcessBuilder("git", "init", "--quiet", folder.toString()).start().waitFor();
      var file = folder.resolve(".github/workflows/bench.yml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, workflow);
      var start = System.nanoTime();
      var process =
          new ProcessBuilder(launcher.toString(), "run")
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var peak = 0L;
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, Memory.peak(process.pid()));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException("run failed with " + process.exitValue());
      }
      return new Sample((System.nanoTime() - start) / 1e9, peak);
    } finally {
      Folders.delete(folder);
    }
  }
}
