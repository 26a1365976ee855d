package dev.slipway.ci.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.simulation.Simulation.Build;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import dev.slipway.status.RunCost;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs cost in states and history.
class BillTest {
  private static final String FIVE =
      Jobs.of("build", "unit: build", "it: build", "lint: build", "deploy: unit, it, lint");

  private static final String MANY =
      """
      test:
        strategy: {matrix: {n: "${{ fromJSON(vars.numbers) }}"}}
        runs-on: linux
        steps: [{run: 'true'}]
      """;

  @Test
  void aRunOfFiveJobsMakesFewTransitions() {
    assertThat(play(FIVE).execution().transitions()).isEqualTo(9).isLessThanOrEqualTo(40);
  }

  @Test
  void theLargestMatrixAfterTheLongestChainFitsOneHistory() {
    var chain =
        IntStream.range(0, 50).mapToObj(i -> i == 0 ? "j0" : "j%d: j%d".formatted(i, i - 1));
    var jobs = Jobs.of(chain.toArray(String[]::new));
    assertThat(play(jobs + Jobs.matrix(256, "", "j49")).execution().events()).isLessThan(25_000);
    assertThat(play(jobs + Jobs.matrix(256, "max-parallel: 40", "j49")).execution().events())
        .isLessThan(25_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 41})
  void theEstimateOfTransitionsIsWhatAnExecutionMakes(int size) {
    for (var jobs : new String[] {FIVE, MANY, Jobs.matrix(size, "") + MANY.replace("test", "t")}) {
      var numbers = IntStream.range(0, size).boxed().toList().toString();
      var planned = PlannedRun.of(jobs, Map.of("numbers", numbers));
      var simulation = play(planned);
      var definition =
          StateMachineCompiler.compile(planned.workflow(), new FunctionArns("start", "finish"));
      var bill = RunCost.estimate(simulation.run(), definition, PlannedRun.NOON);
      assertThat(((Json.Obj) bill.array("lines").getFirst()).number("quantity"))
          .contains((double) simulation.execution().transitions());
    }
  }

  private static Simulation play(String jobs) {
    return play(PlannedRun.of(jobs, Map.of()));
  }

  private static Simulation play(PlannedRun planned) {
    return Simulation.of(planned, _ -> new Build(10, Conclusion.SUCCESS));
  }
}
