package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the combinations of a matrix hang together.
class MatrixTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fail-fast: true",
        "fail-fast: TRUE",
        "fail-fast: \"${{ true }}\"",
        "fail-fast: \"${{ format('true') }}\"",
        ""
      })
  void aFailureTakesTheOthersWithIt(String strategy) {
    var play = Play.of(Jobs.matrix(4, strategy)).reach("test.0", "test.1", "test.2");
    play.claim("test.0").claim("test.1").end("test.0", Conclusion.FAILURE);
    assertThat(play.states())
        .isEqualTo("test.0 failure, test.1 running, test.2 cancelled, test.3 planned");
    assertThat(play.job("test.1").cancel()).as("its agent hears it").isTrue();
    assertThat(play.reach("test.3").state("test.3")).isEqualTo("cancelled");
    assertThat(play.reason("test.3")).isEqualTo("another job of the matrix failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fail-fast: false",
        "fail-fast: False",
        "fail-fast: \"${{ false }}\"",
        "fail-fast: \"${{ vars.fast == 'yes' }}\""
      })
  void withoutFailFastTheOthersGoOn(String strategy) {
    var play = Play.of(Jobs.matrix(2, strategy)).reachAll();
    play.play("test.0", Conclusion.FAILURE);
    assertThat(play.states()).isEqualTo("test.0 failure, test.1 launched");
  }

  @Test
  void aToleratedFailureTakesNothingWithIt() {
    var play =
        Play.of(
                """
                test:
                  strategy: {matrix: {n: [0, 1]}}
                  continue-on-error: ${{ matrix.n == 0 }}
                  runs-on: linux
                  steps: [{run: 'true'}]
                after:
                  needs: test
                  runs-on: linux
                  steps: [{run: 'true'}]
                """)
            .reachAll();
    play.play("test.0", Conclusion.FAILURE);
    assertThat(play.state("test.1")).isEqualTo("launched");
    play.play("test.1", Conclusion.SUCCESS);
    assertThat(play.state("after")).isEqualTo("launched");
  }

  @Test
  void aCancelledCombinationTakesNothingWithIt() {
    var play = Play.of(Jobs.matrix(2, "")).reachAll();
    play.play("test.0", Conclusion.CANCELLED);
    assertThat(play.state("test.1")).isEqualTo("launched");
  }

  @Test
  void runsNoMoreAtOnceThanAllowed() {
    var play = Play.of(Jobs.matrix(4, "max-parallel: 2")).reachAll();
    assertThat(play.states())
        .isEqualTo(
            "test.0 launched, test.1 launched, test.2 waiting: waits for its turn: max-parallel,"
                + " test.3 waiting: waits for its turn: max-parallel");
    play.play("test.1", Conclusion.SUCCESS);
    assertThat(play.states())
        .isEqualTo(
            "test.0 launched, test.1 success, test.2 launched,"
                + " test.3 waiting: waits for its turn: max-parallel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000"})
  void aBoundThatBindsNobodyLetsAllRun(String most) {
    var play = Play.of(Jobs.matrix(3, "max-parallel: " + most)).reachAll();
    assertThat(play.states()).isEqualTo("test.0 launched, test.1 launched, test.2 launched");
  }

  /// The gate once took a job back that it had let through: it came to it a second time while a
  /// skipped job before it had already let it through.
  @Test
  void neverTakesALaunchBack() {
    var play =
        Play.of(
                """
                skipped:
                  if: false
                  runs-on: linux
                  steps: [{run: 'true'}]
                test:
                  needs: skipped
                  if: always()
                  strategy: {matrix: {n: [0, 1]}, max-parallel: 1}
                  runs-on: linux
                  steps: [{run: 'true'}]
                """)
            .reach("test.0", "test.1", "skipped");
    assertThat(play.states())
        .isEqualTo(
            "skipped skipped, test.0 launched, test.1 waiting: waits for its turn: max-parallel");
  }

  @ParameterizedTest
  @CsvSource({
    "success,   success,   success",
    "success,   failure,   failure",
    "cancelled, success,   cancelled",
    "cancelled, failure,   failure",
    "skipped,   success,   success",
  })
  void countsAsItsWorstCombination(String first, String second, String result) {
    var play = Play.of(Jobs.matrix(2, "fail-fast: false")).reachAll();
    var run = play.run();
    for (var i = 0; i < 2; i++) {
      var conclusion = Conclusion.parse(i == 0 ? first : second);
      run = run.with(ended(run, i, conclusion));
    }
    assertThat(Results.of(run, "test")).contains(Conclusion.parse(result));
  }

  private static RunJob ended(Run run, int index, Conclusion conclusion) {
    return run.job(JobKey.of("test", index))
        .in(JobState.Finished.without(conclusion, PlannedRun.NOON, ""));
  }

  @Test
  void ofItsOutputsTheLastToEndWinsAndEmptyOnesDoNot() {
    var play = Play.of(Jobs.matrix(3, "")).reachAll();
    play.claim("test.0").claim("test.1").claim("test.2");
    play.later(Duration.ofSeconds(1))
        .end("test.2", Conclusion.SUCCESS, Map.of("same", "two", "own", "2"));
    play.later(Duration.ofSeconds(1))
        .end("test.0", Conclusion.SUCCESS, Map.of("same", "zero", "own", ""));
    play.later(Duration.ofSeconds(1)).end("test.1", Conclusion.SUCCESS);
    assertThat(Results.outputs(play.run(), "test")).isEqualTo(Map.of("same", "zero", "own", "2"));
  }

  @Test
  void tellsItsJobsAboutTheStrategy() {
    var play = Play.of(Jobs.matrix(3, "fail-fast: false, max-parallel: 2")).reachAll();
    assertThat(play.contexts("test.1").object("strategy"))
        .isEqualTo(
            Json.parse(
                """
                {"fail-fast": false, "job-index": 1, "job-total": 3, "max-parallel": 2}
                """));
    assertThat(Play.of(Jobs.of("build")).contexts("build").object("strategy"))
        .isEqualTo(
            Json.parse(
                """
                {"fail-fast": true, "job-index": 0, "job-total": 1, "max-parallel": 1}
                """));
  }

  @Test
  void looksAtEachCombinationOnItsOwn() {
    var play =
        Play.of(
                """
                test:
                  strategy: {matrix: {n: [0, 1]}}
                  name: number ${{ matrix.n }} of ${{ strategy.job-total }}
                  runs-on: linux
                  steps: [{run: 'true'}]
                """)
            .reachAll();
    assertThat(List.of(play.job("test.0").name(), play.job("test.1").name()))
        .containsExactly("number 0 of 2", "number 1 of 2");
  }
}
