package dev.slipway.cli.bench;

import dev.slipway.ci.lint.KnownActions;
import dev.slipway.ci.lint.Linter;
import dev.slipway.ci.lint.ScriptChecker;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.cli.run.Folders;
import dev.slipway.cli.run.Origin;
import dev.slipway.cli.run.Planning;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What reading, linting, planning and computing promise.
final class LanguageMeasures implements BenchCommand.Measures {
  private static final int FILES = 175;
  private static final int ROUNDS = 15;
  private static final int LINES = 1_000;
  private static final int MEGABYTE = 1_000_000;

  private static final Linter LINTER =
      new Linter(Library.EMPTY, new KnownActions(), ScriptChecker.NONE);

  private final Path launcher;

  LanguageMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    // Before anything else has warmed the reader up.
    var cold = nanos(this::plan);
    var files = HostileAndTypical.typical(FILES);
    rows.row(
        "`lint` of %d files, one process, start included".formatted(FILES),
        "%.2f s".formatted(lintProcess(files)),
        "< 3 s");
    rows.row(
        "the same, warm, median file", "%.2f ms".formatted(millis(median(warm(files)))), "< 15 ms");
    for (var hostile : HostileAndTypical.hostile(MEGABYTE).entrySet()) {
      rows.row(
          "refuse 1 MB: " + hostile.getKey(),
          "%.0f ms".formatted(millis(best(() -> LINTER.lint("hostile.yml", hostile.getValue())))),
          "< 200 ms");
    }
    rows.row(
        "plan a matrix of 256 jobs, the first of a process",
        "%.0f ms".formatted(millis(cold)),
        "< 300 ms");
    rows.row("the same, warm", "%.0f ms".formatted(millis(best(this::plan))), "< 300 ms");
    rows.row(
        "`eval` of %d lines, start included".formatted(LINES),
        "%.2f s".formatted(evalProcess()),
        "< 2 s");
  }

  private double lintProcess(List<String> files) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("slipway-bench-");
    try {
      var workflows = Files.createDirectories(folder.resolve(".github/workflows"));
      for (var i = 0; i < files.size(); i++) {
        Files.writeString(workflows.resolve("w%03d.yml".formatted(i)), files.get(i));
      }
      return seconds(
          new ProcessBuilder(launcher.toString(), "lint")
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    } finally {
      Folders.delete(folder);
    }
  }

  private double evalProcess() throws IOException, InterruptedException {
    var input = Files.createTempFile("slipway-bench-", ".ndjson");
    try {
      Files.writeString(
          input,
          "{\"expr\":\"format('{0}', github.ref) == 'a' && contains(github.list, 'b')\",\"contexts\":{\"github\":{\"ref\":\"a\",\"list\":[\"b\"]}}}\n"
              .repeat(LINES));
      return seconds(
          new ProcessBuilder(launcher.toString(), "eval")
              .redirectInput(input.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    } finally {
      Files.delete(input);
    }
  }

  private static double seconds(ProcessBuilder builder) throws IOException, InterruptedException {
    var start = System.nanoTime();
    var exit = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("%s ended with %d".formatted(builder.command(), exit));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static long[] warm(List<String> files) {
    var nanos = new ArrayList<Long>();
    for (var round = 0; round < ROUNDS; round++) {
      nanos.clear();
      for (var file : files) {
        nanos.add(nanos(() -> LINTER.lint("warm.yml", file)));
      }
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  /// A 16 by 16 matrix; reading included.
  private void plan() {
    var values = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]";
    var source =
        """
        on: push
        jobs:
          all:
            runs-on: ubuntu-latest
            strategy: {matrix: {a: %s, b: %s}}
            steps: [{run: 'echo ${{ matrix.a }} ${{ matrix.b }}'}]
        """
            .formatted(values, values);
    if (!(WorkflowReader.read("matrix.yml", source) instanceof ReadResult.Valid(var workflow, _))) {
      throw new IllegalStateException("the matrix is not valid");
    }
    var event = Origin.of(Optional.empty(), Optional.empty()).event("push");
    Planning.plan(workflow, source, Map.of(), event, Map.of(), Json.Obj.EMPTY, Instant.EPOCH);
  }

  /// The best of a few: what it costs when nobody disturbs.
  private static long best(Runnable work) {
    var best = Long.MAX_VALUE;
    for (var i = 0; i < ROUNDS; i++) {
      best = Math.min(best, nanos(work));
    }
    return best;
  }

  private static long nanos(Runnable work) {
    var start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
