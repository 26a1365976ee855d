package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A matrix that is computed from what other jobs gave: it opens when they are over.
class LateMatrixTest {
  private static String late(String more) {
    return """
    test:
      needs: list
      strategy: {matrix: {n: "${{ fromJSON(needs.list.outputs.l) }}"}%s}
      runs-on: linux
      steps: [{run: 'true'}]
    """
        .formatted(more);
  }

  private static Play of(String more) {
    return Play.of(Jobs.of("list") + late(more) + Jobs.of("after: test")).reachAll();
  }

  private static Play given(Play play, String list) {
    return play.claim("list").end("list", Conclusion.SUCCESS, Map.of("l", list));
  }

  @Test
  void isOneJobUntilItsNeedsAreOver() {
    var play = of("");
    assertThat(play.states())
        .isEqualTo("list launched, test waiting: waits for list, after waiting: waits for test");
    given(play, "[\"a\", \"b\"]");
    assertThat(play.states())
        .isEqualTo("list success, test.0 planned, test.1 planned, after waiting: waits for test");
    assertThat(play.job("test.1").name()).isEqualTo("test (b)");
    assertThat(play.run().pending())
        .contains(new RunEffect.CompleteTask(JobKey.of("test"), "test", Conclusion.SUCCESS));
    assertThat(play.run().combinations("test")).isEqualTo(Map.of("test", 2));
    play.reachNew().play("test.0", Conclusion.SUCCESS).play("test.1", Conclusion.SUCCESS);
    assertThat(play.state("after")).isEqualTo("launched");
  }

  @Test
  void whoeverAsksForItAgainIsAnsweredAtOnce() {
    var play = given(of(""), "[1]").performed();
    var before = play.run().jobs();
    play.tell(new RunCommand.Reached(JobKey.of("test"), 1, "again"));
    assertThat(play.run().jobs()).isEqualTo(before);
    assertThat(play.run().pending())
        .containsExactly(
            new RunEffect.CompleteTask(JobKey.of("test"), "again", Conclusion.SUCCESS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]     | Matrix vector 'n' does not contain any values",
        "7      | Matrix vector 'n' must be a sequence, but it is a number",
        "'\"\"' | Matrix vector 'n' must be a sequence, but it is empty",
        "nope   | Error parsing JSON when evaluating fromJson",
      })
  void aValueThatIsNoMatrixFailsTheJob(String list, String message) {
    var play = given(of(""), list);
    assertThat(play.state("test")).isEqualTo("failure");
    assertThat(play.reason("test"))
        .startsWith("Error when evaluating 'strategy' for job 'test'. ")
        .contains(message);
    assertThat(play.state("after")).isEqualTo("skipped");
    assertThat(play.run().combinations("test")).isEqualTo(Map.of("test", 0));
  }

  @Test
  void moreThan256JobsFailIt() {
    var play =
        given(
            of(""),
            IntStream.range(0, 257)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", "[", "]")));
    assertThat(play.reason("test")).contains("Matrix makes 257 jobs, more than 256");
  }

  @Test
  void isSkippedAsOne() {
    var play = of("").play("list", Conclusion.FAILURE);
    assertThat(play.states()).isEqualTo("list failure, test skipped, after skipped");
  }

  @Test
  void maxParallelAndFailFastHold() {
    var play = given(of(", max-parallel: 1"), "[1, 2, 3]").reachNew();
    assertThat(play.state("test.0")).isEqualTo("launched");
    assertThat(play.state("test.1")).isEqualTo("waiting: waits for its turn: max-parallel");
    play.play("test.0", Conclusion.FAILURE);
    assertThat(play.states())
        .isEqualTo(
            "list success, test.0 failure, test.1 cancelled, test.2 cancelled, after skipped");
  }

  @Test
  void opensAnewWhenItsNeedsRunAgain() {
    var play = given(of(""), "[1, 2]").reachNew();
    play.play("test.0", Conclusion.SUCCESS).play("test.1", Conclusion.SUCCESS);
    play.play("after", Conclusion.SUCCESS).finish().performed();
    play.tell(new RunCommand.Rerun(new Which.All()));
    assertThat(play.states()).isEqualTo("list planned, test planned, after planned");
    assertThat(play.job("test").attempt()).isEqualTo(2);
    play.reachAll();
    given(play, "[1, 2, 3]");
    assertThat(play.run().combinations("test")).isEqualTo(Map.of("test", 3));
    assertThat(play.job("test.2").attempt()).isEqualTo(2);
  }

  @Test
  void staysOpenWhereOnlySomeOfItRunsAgain() {
    var play = given(of(", fail-fast: false"), "[1, 2]").reachNew();
    play.play("test.0", Conclusion.SUCCESS).play("test.1", Conclusion.FAILURE).finish();
    play.tell(new RunCommand.Rerun(new Which.Failed())).performed();
    assertThat(play.states())
        .isEqualTo("list success, test.0 success, test.1 planned, after planned");
    play.reach("test");
    assertThat(play.run().pending())
        .containsExactly(new RunEffect.CompleteTask(JobKey.of("test"), "test", Conclusion.SUCCESS));
  }

  @Test
  void anOlderAttemptsStateMachineIsToldThatItIsOver() {
    var play = given(of(""), "[1, 2]").reachNew();
    play.play("test.0", Conclusion.SUCCESS).play("test.1", Conclusion.SUCCESS);
    play.play("after", Conclusion.SUCCESS).finish().performed();
    play.tell(new RunCommand.Rerun(new Which.All())).performed();
    play.tell(new RunCommand.Reached(JobKey.of("test", 1), 1, "old"));
    play.tell(new RunCommand.BuildStarted(JobKey.of("test", 1), 1, "build"));
    assertThat(play.run().pending())
        .containsExactly(
            new RunEffect.CompleteTask(JobKey.of("test", 1), "old", Conclusion.CANCELLED),
            new RunEffect.StopBuild(JobKey.of("test", 1), "build"));
  }

  @Test
  void aCallOverSuchAMatrixOpensWithAllThatItCalls() {
    var called =
        new Called()
            .and(
                "ship",
                "inputs: {env: {type: string}}",
                """
                push:
                  name: push to ${{ inputs.env }}
                  strategy: {matrix: {part: [x, y]}}
                  runs-on: linux
                  steps: [{run: 'true'}]
                """);
    var play =
        Play.of(
            Jobs.of("list")
                + Called.caller(
                    "deploy",
                    "ship",
                    """
                    needs: list
                    strategy: {matrix: {env: "${{ fromJSON(needs.list.outputs.l) }}"}}
                    with: {env: "${{ matrix.env }}"}
                    """),
            called);
    given(play.reachAll(), "[\"dev\", \"prod\"]");
    assertThat(play.states())
        .isEqualTo(
            "list success, deploy.0.push.0 planned, deploy.0.push.1 planned, deploy.1.push.0"
                + " planned, deploy.1.push.1 planned");
    assertThat(play.job("deploy.1.push.0").name()).isEqualTo("deploy (prod) / push to prod");
    assertThat(play.run().combinations("deploy"))
        .isEqualTo(Map.of("deploy", 2, "deploy.0.push", 2, "deploy.1.push", 2));
    assertThat(play.contexts("deploy.1.push.0").object("inputs").string("env")).contains("prod");
  }

  @Test
  void aMatrixOfTheCalledMayComeFromWhatTheCallerNeeds() {
    var called =
        new Called()
            .and(
                "ship",
                "inputs: {all: {type: string}}",
                """
                push:
                  strategy: {matrix: {n: "${{ fromJSON(inputs.all) }}"}}
                  runs-on: linux
                  steps: [{run: 'true'}]
                """);
    var play =
        Play.of(
            Jobs.of("list")
                + Called.caller(
                    "deploy",
                    "ship",
                    "needs: list\nwith: {all: \"${{ needs.list.outputs.l }}\"}\n"),
            called);
    given(play.reachAll(), "[7]");
    assertThat(play.states()).isEqualTo("list success, deploy.push.0 planned");
    assertThat(play.job("deploy.push.0").name()).isEqualTo("deploy / push (7)");
  }
}
