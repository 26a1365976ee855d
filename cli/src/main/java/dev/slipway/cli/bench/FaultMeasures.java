package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// What must hold when everything happens three times, or the process is killed again and again.
final class FaultMeasures implements BenchCommand.Measures {
  private static final int WEBHOOKS = 1_000;
  private static final int TIMES = 3;
  private static final int RUNS = 20;
  private static final int KILLS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String FILE = ".github/workflows/bench.yml";
  private static final String ONE_JOB =
      "on: push\njobs:\n  a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}\n";
  private static final String MIXED =
      """
      on: push
      jobs:
        a: {runs-on: ubuntu-latest, steps: [{run: sleep 2}]}
        b: {needs: a, runs-on: ubuntu-latest, steps: [{run: sleep 1}]}
        c: {needs: a, runs-on: ubuntu-latest, steps: [{run: exit 1}]}
        d: {needs: [b, c], if: always(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
      """;

  private final Path launcher;

  FaultMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    repeated(rows);
    killed(rows);
  }

  private void repeated(BenchCommand.Rows rows) throws IOException, InterruptedException {
    try (var platform = LaunchedPlatform.start(launcher)) {
      var commit = platform.commit(FILE, ONE_JOB);
      var order = new ArrayList<Integer>();
      for (var i = 0; i < WEBHOOKS * TIMES; i++) {
        order.add(i % WEBHOOKS);
      }
      Collections.shuffle(order, new Random(1));
      for (var number : order) {
        platform.push("b" + number, commit, new UUID(1, number));
      }
      // The sweep may make a run of main too, which nobody told of.
      var runs =
          whenOver(platform, WEBHOOKS).stream()
              .filter(run -> !run.requireString("branch").equals("main"))
              .toList();
      var branches = runs.stream().map(run -> run.requireString("branch")).distinct().count();
      rows.row(
          "%d webhooks, each %d times in random order: runs".formatted(WEBHOOKS, TIMES),
          "%d, of %d pushes".formatted(runs.size(), branches),
          "%d, of %d".formatted(WEBHOOKS, WEBHOOKS));
    }
  }

  private void killed(BenchCommand.Rows rows) throws IOException, InterruptedException {
    var random = new Random(2);
    var platform = LaunchedPlatform.start(launcher);
    try {
      var commit = platform.commit(FILE, MIXED);
      for (var i = 0; i < RUNS; i++) {
        platform.push("b" + i, commit, new UUID(2, i));
      }
      for (var i = 0; i < KILLS; i++) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        platform = platform.killedAndStarted(launcher);
      }
      var runs =
          whenOver(platform, RUNS).stream()
              .filter(run -> !run.requireString("branch").equals("main"))
              .toList();
      var right =
          runs.stream()
              .filter(run -> run.string("conclusion").filter("failure"::equals).isPresent())
              .count();
      rows.row(
          "`kill -9` at %d random moments during %d runs: as they would have ended"
              .formatted(KILLS, RUNS),
          "%d of %d".formatted(right, runs.size()),
          "%d of %d".formatted(RUNS, RUNS));
    } finally {
      platform.close();
    }
  }

  private static List<Json.Obj> whenOver(LaunchedPlatform platform, int count)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var runs = platform.runs();
    while (System.nanoTime() < end
        && (runs.size() < count
            || runs.stream()
                .anyMatch(run -> run.string("status").filter("completed"::equals).isEmpty()))) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      runs = platform.runs();
    }
    return runs;
  }
}
