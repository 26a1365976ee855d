package dev.slipway.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  private static Simulation.Outcome simulate(long seed, double faults) {
    var own = folder.resolve("seed");
    try {
      return new Simulation(seed, history, own, faults).run();
    } finally {
      SharedHistory.delete(own);
    }
  }

  @Test
  void everyPushComesToOneRunAndEveryRunToItsEnd() {
    var one = Long.getLong("slipway.seed");
    if (one != null) {
      simulate(one, 0.03);
      return;
    }
    for (var seed = 0L; seed < Integer.getInteger("slipway.simulations", USUAL); seed++) {
      simulate(seed, seed % 3 == 0 ? 0 : 0.03);
    }
  }

  @Test
  void aSeedGivesTheSameLogAgain() {
    for (var seed = 1_000_000L; seed < 1_000_005L; seed++) {
      var first = simulate(seed, 0.03).log().text();
      assertThat(simulate(seed, 0.03).log().text()).isEqualTo(first);
    }
  }
}
