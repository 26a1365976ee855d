package dev.slipway.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random workflows with random faults. `-Dslipway.simulations=10000` runs many, from
/// `-Dslipway.seed=42` on.
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
  void everyPushComesToOneRunAndEveryRunToItsEnd() {
    var first = Long.getLong("slipway.seed", 0);
    var last = first + Integer.getInteger("slipway.simulations", USUAL);
    var next = new AtomicLong(first);
    var failures = new ConcurrentLinkedQueue<AssertionError>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        threads.execute(() -> {
          for (var seed = next.getAndIncrement(); seed < last; seed = next.getAndIncrement()) {
            try {
              simulate(seed);
            } catch (AssertionError e) {
              failures.add(e);
            }
          }
        });
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void everyFaultReallyHappens() {
    var missing = new TreeSet<>(Faults.all());
    for (var seed = 2_000_000L; !missing.isEmpty() && seed < 2_000_200L; seed++) {
      missing.removeAll(simulate(seed).log().faults());
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void aSeedGivesTheSameLogAgain() {
    for (var seed = 1_000_000L; seed < 1_000_005L; seed++) {
      var first = simulate(seed).log().text();
      assertThat(simulate(seed).log().text()).isEqualTo(first);
    }
  }
}
