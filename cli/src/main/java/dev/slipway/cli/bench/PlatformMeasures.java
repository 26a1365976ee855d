package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What a running platform promises.
final class PlatformMeasures implements BenchCommand.Measures {
  private static final int PUSHES = 21;
  private static final int PER_SECOND = 100;
  private static final Duration LOAD = Duration.ofSeconds(60);
  private static final String NONE = "0".repeat(40);
  private static final String FILE = ".github/workflows/bench.yml";

  private static final String FIVE_JOBS =
      """
      on: push
      jobs:
        build: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        unit: {needs: build, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        integration: {needs: build, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        lint: {needs: build, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        deploy: {needs: [unit, integration, lint], runs-on: ubuntu-latest, steps: [{run: 'true'}]}
      """;

  private final Path launcher;

  PlatformMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    try (var platform = LaunchedPlatform.start(launcher)) {
      rows.row("`up`, until it answers", seconds(platform.startSeconds()), "< 4 s");
      firstLine(platform, rows);
      bill(platform, rows);
      graph(platform, rows);
      webhooks(platform, rows);
    }
  }

  private static void firstLine(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    var took = new double[PUSHES];
    var before = NONE;
    for (var i = 0; i < PUSHES; i++) {
      var after =
          platform.commit(
              FILE,
              "on: push\njobs:\n  a: {runs-on: ubuntu-latest, steps: [{run: echo line %d}]}\n"
                  .formatted(i));
      var line = "line " + i;
      var began = System.nanoTime();
      platform.push("main", before, after);
      platform.await(() -> newestLogHas(platform, after, line));
      took[i] = (System.nanoTime() - began) / 1e6;
      before = after;
      awaitCompletion(platform, after);
    }
    Arrays.sort(took);
    rows.row(
        "webhook → first step's first log line in the API, median of %d".formatted(PUSHES),
        millis(took[PUSHES / 2]),
        "< 400 ms");
  }

  private static boolean newestLogHas(LaunchedPlatform platform, String sha, String line) {
    try {
      var run = newest(platform, sha);
      if (run.string("id").isEmpty()) {
        return false;
      }
      var log = platform.api("/runs/%s/jobs/a/log".formatted(run.requireString("id")));
      return log.array("events").stream()
          .anyMatch(event -> ((Json.Obj) event).string("m").filter(line::equals).isPresent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Json.Obj newest(LaunchedPlatform platform, String sha)
      throws IOException, InterruptedException {
    return platform.api("/runs?limit=1").array("runs").stream()
        .map(Json.Obj.class::cast)
        .filter(run -> run.string("sha").filter(sha::equals).isPresent())
        .findFirst()
        .orElse(Json.Obj.EMPTY);
  }

  private static Json.Obj awaitCompletion(LaunchedPlatform platform, String sha) {
    var found = new Json.Obj[] {Json.Obj.EMPTY};
    platform.await(() -> {
      try {
        found[0] = newest(platform, sha);
        return found[0].string("status").filter("completed"::equals).isPresent();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    });
    return found[0];
  }

  /// The run is watched through Step Functions, because the API's answers are calls of a function.
  private static void bill(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    var transitions = platform.billed("states.StateTransition");
    var calls = platform.billed("lambda.Invoke");
    var over = executions(platform);
    var after = platform.commit(FILE, FIVE_JOBS);
    platform.push("main", NONE, after);
    platform.await(() -> {
      try {
        return executions(platform) > over;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    });
    rows.row(
        "a run of 5 jobs, state transitions",
        Long.toString(platform.billed("states.StateTransition") - transitions),
        "≤ 40");
    rows.row(
        "the same, calls of functions",
        Long.toString(platform.billed("lambda.Invoke") - calls),
        "≤ 25");
  }

  private static long executions(LaunchedPlatform platform)
      throws IOException, InterruptedException {
    var machines = platform.aws("AWSStepFunctions.ListStateMachines", Json.Obj.EMPTY);
    var ended = 0L;
    for (var machine : machines.array("stateMachines")) {
      var asked =
          Json.object()
              .put("stateMachineArn", ((Json.Obj) machine).requireString("stateMachineArn"))
              .put("statusFilter", "SUCCEEDED")
              .put("maxResults", 1000)
              .build();
      ended += platform.aws("AWSStepFunctions.ListExecutions", asked).array("executions").size();
    }
    return ended;
  }

  private static void graph(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    var graph = RandomGraph.of(new Random(1));
    var after = platform.commit(FILE, graph.workflow());
    var began = System.nanoTime();
    platform.push("main", NONE, after);
    awaitCompletion(platform, after);
    rows.row(
        "push → end of a random graph of %d jobs, critical path %s"
            .formatted(RandomGraph.JOBS, seconds(graph.criticalPath())),
        seconds((System.nanoTime() - began) / 1e9),
        "< " + seconds(graph.mayTake()));
  }

  /// Sends at a fixed rate whether answers come or not, and counts from when each was due.
  private static void webhooks(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    var after = platform.commit(FILE, "on: workflow_dispatch\njobs: {}\n");
    var count = (int) (PER_SECOND * LOAD.toSeconds());
    var took = new double[count];
    var statuses = new int[count];
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var start = System.nanoTime();
      for (var i = 0; i < count; i++) {
        var number = i;
        var due = start + number * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        threads.execute(() -> {
          try {
            statuses[number] = platform.push("b" + number, NONE, after);
          } catch (IOException _) {
            statuses[number] = 599;
          }
          took[number] = (System.nanoTime() - due) / 1e6;
        });
      }
    }
    var refused = Arrays.stream(statuses).filter(status -> status != 202).count();
    Arrays.sort(took);
    rows.row(
        "webhooks at %d per second for %d s, 99th percentile"
            .formatted(PER_SECOND, LOAD.toSeconds()),
        millis(took[(int) (count * 0.99)]),
        "< 50 ms");
    rows.row("the same, not accepted", Long.toString(refused), "0");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f s", value);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.0f ms", value);
  }
}
