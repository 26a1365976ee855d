package dev.slipway.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random workflows with random faults. `-Dslipway.simulations=10000` runs many,
/// `-Dslipway.seed=42` one.
class SimulationTest {
  private static final int USUAL = 300;

  @TempDir static Path folder;

  private static SharedHistory history;

  @BeforeAll
  static void commits() {
    history = SharedHistory.create(folder, 500);
  }

  private static Simulation.Outcome simulate(long seed) {
    var own = folder.resolve("seed-" + seed);
    try {
      return new Simulation(seed, history, own, seed % 3 == 0 ? 0 : 0.03).run();
    } finally {
      SharedHistory.delete(own);
    }
  }

  @Test
  void everyPushComesToOneRunAndEveryRunToItsEnd() throws Exception {
    var one = Long.getLong("slipway.seed");
    if (one != null) {
      simulate(one);
      return;
    }
    var count = Integer.getInteger("slipway.simulations", USUAL);
    var next = new AtomicLong();
    var cores = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (var i = 0; i < cores; i++) {
        done.add(
            threads.submit(() -> {
              for (var seed = next.getAndIncrement(); seed < count; seed = next.getAndIncrement()) {
                simulate(seed);
              }
            }));
      }
      for (var future : done) {
        future.get();
      }
    }
  }

  @Test
  void aSeedGivesTheSameLogAgain() {
    for (var seed = 1_000_000L; seed < 1_000_005L; seed++) {
      var first = simulate(seed).log().text();
      assertThat(simulate(seed).log().text()).isEqualTo(first);
    }
  }
}
