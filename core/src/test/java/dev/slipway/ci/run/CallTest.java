package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jobs that call workflows: when the called begin, what they see, and what they count as.
class CallTest {
  private static final Called CHAIN = Called.file("ship", Jobs.of("pack", "push: pack"));

  private static List<String> names(Play play) {
    return play.run().jobs().values().stream().map(RunJob::name).toList();
  }

  @Test
  void theCalledJobsStandInThePlaceOfTheCaller() {
    var play =
        Play.of(
            Jobs.of("build")
                + Called.caller("deploy", "ship", "needs: build\nname: Deploy\n")
                + Jobs.of("after: deploy"),
            CHAIN);
    assertThat(names(play)).containsExactly("build", "Deploy / pack", "Deploy / push", "after");
    play.reachAll();
    assertThat(play.states())
        .isEqualTo(
            "build launched, deploy.pack waiting: waits for build, deploy.push waiting: waits for"
                + " build, after waiting: waits for deploy");
    play.play("build", Conclusion.SUCCESS);
    assertThat(play.states())
        .isEqualTo(
            "build success, deploy.pack launched, deploy.push waiting: waits for deploy.pack,"
                + " after waiting: waits for deploy");
    play.play("deploy.pack", Conclusion.SUCCESS).play("deploy.push", Conclusion.SUCCESS);
    assertThat(play.state("after")).isEqualTo("launched");
  }

  @ParameterizedTest(name = "pack {0}, push {1}: {2}, after {3}")
  @CsvSource({
    "success,   success,   success,   launched",
    "success,   failure,   failure,   skipped",
    "success,   cancelled, cancelled, skipped",
    "failure,   '',        failure,   skipped",
    "cancelled, '',        cancelled, skipped",
  })
  void aCallCountsAsItsWorstJob(String pack, String push, String result, String after) {
    var play = Play.of(Called.caller("deploy", "ship", "") + Jobs.of("after: deploy"), CHAIN);
    play.reachAll().play("deploy.pack", Conclusion.parse(pack));
    if (!push.isEmpty()) {
      play.play("deploy.push", Conclusion.parse(push));
    }
    assertThat(Results.of(play.run(), "deploy")).contains(Conclusion.parse(result));
    assertThat(play.state("after")).isEqualTo(after);
  }

  @Test
  void aCallerWhoseIfIsFalseSkipsAllThatItCalls() {
    var play =
        Play.of(Called.caller("deploy", "ship", "if: false\n") + Jobs.of("after: deploy"), CHAIN)
            .reachAll();
    assertThat(play.states()).isEqualTo("deploy.pack skipped, deploy.push skipped, after skipped");
    assertThat(play.reason("deploy.pack")).isEqualTo("its if is false");
    assertThat(play.reason("after")).isEqualTo("deploy was skipped");
  }

  @ParameterizedTest(name = "if: {0}")
  @CsvSource({"always()", "failure()", "!cancelled()"})
  void whatIsCalledAfterAFailureDoesNotSeeThatFailure(String condition) {
    var play =
        Play.of(
            Jobs.of("build")
                + Called.caller(
                    "tell", "ship", "needs: build\nif: ${{ %s }}\n".formatted(condition)),
            CHAIN);
    play.reachAll().play("build", Conclusion.FAILURE);
    assertThat(play.state("tell.pack")).isEqualTo("launched");
    play.play("tell.pack", Conclusion.SUCCESS);
    assertThat(play.state("tell.push")).isEqualTo("launched");
  }

  @Test
  void aCallThatHasBegunGoesOnInACancelledRunAsItsJobsAsk() {
    var called =
        Called.file("ship", Jobs.of("pack") + Jobs.conditional("clean", "pack", "${{ always() }}"));
    var play = Play.of(Called.caller("deploy", "ship", ""), called).reachAll();
    play.claim("deploy.pack").cancel().end("deploy.pack", Conclusion.CANCELLED);
    assertThat(play.state("deploy.clean")).isEqualTo("launched");
  }

  @Test
  void aCallThatHasNotBegunIsCancelledWithTheRun() {
    var called = Called.file("ship", Jobs.conditional("clean", "", "${{ always() }}"));
    var play =
        Play.of(Jobs.of("build") + Called.caller("deploy", "ship", "needs: build\n"), called);
    play.reachAll().claim("build").cancel().end("build", Conclusion.CANCELLED);
    assertThat(play.state("deploy.clean")).isEqualTo("cancelled");
  }

  private static final Called ASKING =
      new Called()
          .and(
              "ship",
              """
              inputs:
                where: {type: string, required: true}
                dry: {type: boolean}
                times: {type: number, default: 3}
                ref: {type: string, default: "${{ github.ref_name }}"}
              outputs:
                url: {value: "${{ jobs.pack.outputs.url }} to ${{ inputs.where }}"}
              """,
              Jobs.of("pack"));

  @Test
  void theCalledSeeTheirOwnInputsAndTheCallersRun() {
    var play =
        Play.of(
            Jobs.of("build")
                + Called.caller(
                    "deploy",
                    "ship",
                    "needs: build\nwith: {where: \"${{ needs.build.outputs.where }}\", dry: true}\n")
                + Jobs.of("after: deploy"),
            ASKING);
    play.reachAll().claim("build").end("build", Conclusion.SUCCESS, Map.of("where", "prod"));
    var contexts = play.contexts("deploy.pack");
    assertThat(contexts.object("inputs"))
        .isEqualTo(
            Json.parse("{\"where\": \"prod\", \"dry\": true, \"times\": 3, \"ref\": \"main\"}"));
    assertThat(contexts.object("needs")).as("the caller's are its own").isEqualTo(Json.Obj.EMPTY);
    assertThat(contexts.object("github").string("workflow_ref").orElse(""))
        .contains(".github/workflows/ci.yml@");
    play.claim("deploy.pack").end("deploy.pack", Conclusion.SUCCESS, Map.of("url", "u"));
    assertThat(play.contexts("after").object("needs"))
        .isEqualTo(
            Json.parse(
                "{\"deploy\": {\"result\": \"success\", \"outputs\": {\"url\": \"u to prod\"}}}"));
  }

  @Test
  void anInputOfTheWrongKindFailsTheCallWithItsPlace() {
    var play =
        Play.of(
            Jobs.of("build")
                + Called.caller(
                    "deploy",
                    "ship",
                    "needs: build\nwith: {where: a, dry: \"${{ needs.build.outputs.dry }}\"}\n"),
            ASKING);
    play.reachAll().claim("build").end("build", Conclusion.SUCCESS, Map.of("dry", "true"));
    assertThat(play.state("deploy.pack")).isEqualTo("failure");
    assertThat(play.reason("deploy.pack")).isEqualTo("with.dry at 9:27: Unexpected value 'true'");
  }

  @Test
  void secretsGoAsTheCallersSay() {
    var inner = Called.file("inner", Jobs.of("work"));
    var called =
        inner
            .and("outer", "secrets: {KEY: }", Called.caller("all", "inner", "secrets: inherit\n"))
            .and("none", "", Called.caller("any", "inner", ""));
    var play =
        Play.of(
            Called.caller("some", "outer", "secrets: {KEY: \"${{ secrets.TOP }}\"}\n")
                + Called.caller("no", "none", "secrets: inherit\n")
                + Jobs.of("own"),
            called);
    var all = Map.of("TOP", "t", "OTHER", "o");
    assertThat(play.secrets("some.all.work", all)).isEqualTo(Map.of("KEY", "t"));
    assertThat(play.secrets("no.any.work", all)).isEmpty();
    assertThat(play.secrets("own", all)).isEqualTo(all);
  }

  private static final String OVER_TWO = "strategy: {matrix: {env: [dev, prod]}%s}\n";

  @Test
  void aMatrixCallsForEachOfItsCombinations() {
    var play = Play.of(Called.caller("deploy", "ship", OVER_TWO.formatted("")), CHAIN);
    assertThat(names(play))
        .containsExactly(
            "deploy (dev) / pack",
            "deploy (dev) / push",
            "deploy (prod) / pack",
            "deploy (prod) / push");
    assertThat(play.run().jobs().keySet().stream().map(JobKey::toString))
        .containsExactly("deploy.0.pack", "deploy.0.push", "deploy.1.pack", "deploy.1.push");
    assertThat(play.run().combinations()).isEqualTo(Map.of("deploy", 2));
  }

  @Test
  void aCallThatFailsTakesTheOthersOfItsMatrixWithIt() {
    var play = Play.of(Called.caller("deploy", "ship", OVER_TWO.formatted("")), CHAIN).reachAll();
    play.play("deploy.0.pack", Conclusion.FAILURE);
    assertThat(play.states())
        .isEqualTo(
            "deploy.0.pack failure, deploy.0.push skipped, deploy.1.pack cancelled, deploy.1.push"
                + " cancelled");
  }

  @Test
  void withoutFailFastTheOtherCallsGoOn() {
    var play =
        Play.of(Called.caller("deploy", "ship", OVER_TWO.formatted(", fail-fast: false")), CHAIN)
            .reachAll();
    play.play("deploy.0.pack", Conclusion.FAILURE);
    assertThat(play.state("deploy.1.pack")).isEqualTo("launched");
  }

  @Test
  void noMoreCallsGoOnAtOnceThanAllowed() {
    var play =
        Play.of(Called.caller("deploy", "ship", OVER_TWO.formatted(", max-parallel: 1")), CHAIN)
            .reachAll();
    assertThat(play.state("deploy.1.pack")).isEqualTo("waiting: waits for its turn: max-parallel");
    play.play("deploy.0.pack", Conclusion.SUCCESS);
    assertThat(play.state("deploy.1.pack")).startsWith("waiting");
    play.play("deploy.0.push", Conclusion.SUCCESS);
    assertThat(play.state("deploy.1.pack")).isEqualTo("launched");
  }

  @Test
  void aRerunOfWhatFailedLeavesWhatSucceeded() {
    var play =
        Play.of(Called.caller("deploy", "ship", "") + Jobs.of("after: deploy"), CHAIN).reachAll();
    play.play("deploy.pack", Conclusion.SUCCESS).play("deploy.push", Conclusion.FAILURE).finish();
    play.tell(new RunCommand.Rerun(new Which.Failed()));
    assertThat(play.states()).isEqualTo("deploy.pack success, deploy.push planned, after planned");
    play.reachAll().play("deploy.push", Conclusion.SUCCESS).play("after", Conclusion.SUCCESS);
    assertThat(play.finish().run().conclusion()).contains(Conclusion.SUCCESS);
  }

  @Test
  void aRunWithCallsIsKeptWhole() {
    var play = Play.of(Called.caller("deploy", "ship", OVER_TWO.formatted("")), CHAIN).reachAll();
    assertThat(RunJson.read(RunJson.write(play.run()))).isEqualTo(play.run());
  }
}
