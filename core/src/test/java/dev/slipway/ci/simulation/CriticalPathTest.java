package dev.slipway.ci.simulation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.run.RunJob;
import dev.slipway.ci.simulation.Simulation.Build;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run takes as long as its longest chain of needs, and no job waits for one that it does not
/// need, however the graph is cut into sequence and Parallel.
class CriticalPathTest {
  private static final int SEEDS = Integer.getInteger("slipway.seeds", 150);

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape("one job", "a"),
        shape("side by side", "a", "b", "c"),
        shape("build, checks, deploy", "b", "unit: b", "it: b", "lint: b", "d: unit, it, lint"),
        shape("diamond", "a", "b: a", "c: a", "d: b, c"),
        shape("N", "a", "b", "c: a", "d: a, b"),
        shape("N with a start and an end", "s", "a: s", "b: s", "c: a", "d: a, b", "e: c, d"),
        shape("M", "a", "b", "c", "d: a, b", "e: b, c"),
        shape("a part of what is side by side is enough", "a", "b", "c: a", "d: a, c", "e: b, c"),
        shape("a side branch that nobody needs", "a", "b: a", "c: a", "d: b"),
        shape("a shortcut", "a", "b: a", "c: a, b"),
        shape("two shortcuts that cross", "a", "b: a", "c: a", "d: b", "e: b, c", "f: d, e, a"),
        shape("complete bipartite", "a", "b", "c: a, b", "d: a, b"),
        shape("bipartite but for one edge", "a", "b", "c", "d: a, b, c", "e: a, b, c", "f: a, b"));
  }

  private static Arguments shape(String name, String... jobs) {
    return Arguments.of(name, Jobs.of(jobs));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void noJobWaitsForWhatItDoesNotNeed(String name, String jobs) {
    for (var seed = 0; seed < 20; seed++) {
      check(PlannedRun.of(jobs, Map.of()), durations(seed));
    }
  }

  @Test
  void aMatrixOf256RunsAllAtOnce() {
    var planned =
        PlannedRun.of(
            Jobs.of("build") + Jobs.matrix(256, "", "build") + Jobs.of("deploy: test"), Map.of());
    check(planned, durations(1));
    var simulation = Simulation.of(planned, job -> new Build(10, Conclusion.SUCCESS));
    assertThat(simulation.makespan()).isEqualTo(30);
  }

  @ParameterizedTest(name = "{0} combinations")
  @ValueSource(ints = {1, 3, 40, 41, 256})
  void aMatrixWhoseSizeTheFileDoesNotTellRunsAllAtOnce(int size) {
    var numbers = IntStream.range(0, size).mapToObj(Integer::toString).collect(joining(","));
    var jobs =
        """
        test:
          strategy: {matrix: {n: "${{ fromJSON(vars.numbers) }}"}}
          runs-on: linux
          steps: [{run: 'true'}]
        """;
    var planned =
        PlannedRun.of(jobs + Jobs.of("deploy: test"), Map.of("numbers", "[" + numbers + "]"));
    check(planned, durations(3));
  }

  @Test
  void aChainOfFiftyEndsAfterItsSum() {
    var chain =
        IntStream.range(0, 50).mapToObj(i -> i == 0 ? "j0" : "j%d: j%d".formatted(i, i - 1));
    var planned = PlannedRun.of(Jobs.of(chain.toArray(String[]::new)), Map.of());
    check(planned, durations(2));
    var simulation = Simulation.of(planned, job -> new Build(7, Conclusion.SUCCESS));
    assertThat(simulation.makespan()).isEqualTo(350);
  }

  @Test
  void anyGraphTakesAsLongAsItsLongestChain() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var planned = PlannedRun.of(graph(random, random.nextInt(1, 51)), Map.of());
      try {
        check(planned, durations(seed));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// Jobs fail and are skipped, some run all the same: still nobody waits in vain.
  @Test
  void failuresMakeNobodyWait() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var planned = PlannedRun.of(graph(random, random.nextInt(1, 20)), Map.of());
      var some = random.split();
      var builds = new HashMap<JobKey, Build>();
      begunAsSoonAsNeedsAreOver(
          planned,
          Simulation.of(
              planned,
              job ->
                  builds.computeIfAbsent(
                      job,
                      _ ->
                          new Build(
                              some.nextInt(100),
                              some.nextInt(3) == 0 ? Conclusion.FAILURE : Conclusion.SUCCESS))),
          job -> builds.getOrDefault(job, new Build(0, Conclusion.SKIPPED)));
    }
  }

  private static void check(PlannedRun planned, Function<JobKey, Build> builds) {
    var simulation = Simulation.of(planned, builds);
    begunAsSoonAsNeedsAreOver(planned, simulation, builds);
    assertThat(simulation.run().jobs().keySet()).allMatch(job -> simulation.begun(job).isPresent());
    assertThat(simulation.makespan()).isEqualTo(longestChain(planned, builds));
  }

  private static void begunAsSoonAsNeedsAreOver(
      PlannedRun planned, Simulation simulation, Function<JobKey, Build> builds) {
    for (var job : simulation.run().jobs().values()) {
      var ready =
          instances(planned, job.needs()).mapToLong(need -> simulation.ended(need.key())).max();
      var begun = simulation.begun(job.key());
      var took = begun.isPresent() ? builds.apply(job.key()).seconds() : 0;
      begun.ifPresent(at -> assertThat(at).as("%s begins", job.key()).isEqualTo(ready.orElse(0)));
      assertThat(simulation.ended(job.key()))
          .as("%s ends", job.key())
          .isEqualTo(ready.orElse(0) + took);
    }
  }

  /// From the file's needs alone.
  private static long longestChain(PlannedRun planned, Function<JobKey, Build> builds) {
    var ends = new HashMap<JobKey, Long>();
    for (var job : planned.run().jobs().values()) {
      var ready = instances(planned, job.needs()).mapToLong(need -> ends.get(need.key())).max();
      ends.put(job.key(), ready.orElse(0) + builds.apply(job.key()).seconds());
    }
    return ends.values().stream().mapToLong(end -> end).max().orElse(0);
  }

  private static Stream<RunJob> instances(PlannedRun planned, List<String> jobs) {
    return jobs.stream().flatMap(job -> planned.run().instances(job).stream());
  }

  /// The same job takes the same time however often one asks.
  private static Function<JobKey, Build> durations(int seed) {
    return job ->
        new Build(
            new SplittableRandom(seed * 31L + job.hashCode()).nextInt(1, 1_000),
            Conclusion.SUCCESS);
  }

  /// Jobs in the order of the file, each needing some that stand before it.
  private static String graph(RandomGenerator random, int size) {
    var density = random.nextDouble(0.02, 0.5);
    var jobs = new StringBuilder();
    for (var i = 0; i < size; i++) {
      var needs = new ArrayList<String>();
      for (var other = 0; other < i; other++) {
        if (random.nextDouble() < density) {
          needs.add("j" + other);
        }
      }
      var condition = random.nextInt(4) == 0 ? "always()" : "";
      jobs.append(Jobs.conditional("j" + i, String.join(", ", needs), condition));
    }
    return jobs.toString();
  }
}
