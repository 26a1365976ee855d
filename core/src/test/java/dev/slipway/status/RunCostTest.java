package dev.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.run.Play;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The bill of a run.
class RunCostTest {
  private static final Instant LATER = PlannedRun.NOON.plus(Duration.ofHours(1));

  @Test
  void ofTwoJobs() {
    var play =
        Play.of(Jobs.of("build", "test: build"))
            .reachAll()
            .claim("build")
            .later(Duration.ofSeconds(61))
            .end("build", Conclusion.SUCCESS)
            .play("test", Conclusion.SUCCESS)
            .finish();
    assertThat(estimate(play))
        .isEqualTo(
            Json.parse(
                """
                {"currency": "USD", "total": 0.01514320007, "lines": [
                  {"service": "AWS Step Functions", "quantity": 5, "unit": "state transitions",
                   "amount": 0.000125},
                  {"service": "AWS Lambda", "quantity": 21, "unit": "calls", "amount": 0.0000042},
                  {"service": "AWS Lambda", "quantity": 1.05, "unit": "GB-seconds",
                   "amount": 0.00001400007},
                  {"service": "AWS CodeBuild", "quantity": 3, "unit": "minutes", "amount": 0.015}
                ]}
                """));
  }

  @Test
  void aJobThatWasSkippedHasNoBuild() {
    var play = Play.of(Jobs.conditional("a", "", "false")).reachAll().finish();
    assertThat(quantity(estimate(play), "minutes")).isZero();
  }

  @Test
  void aRunThatGoesOnCostsMoreByTheMinute() {
    var play = Play.of(Jobs.of("a")).reachAll().claim("a");
    assertThat(quantity(estimate(play), "minutes")).isEqualTo(60);
  }

  @Test
  void ofARerunOnlyWhatRanAgain() {
    var play = Play.of(Jobs.of("a", "b")).reachAll().claim("a").claim("b");
    play.later(Duration.ofMinutes(10)).end("a", Conclusion.SUCCESS).end("b", Conclusion.FAILURE);
    play.finish().tell(new RunCommand.Rerun(new Which.One(JobKey.of("b")))).reachAll();
    play.claim("b").later(Duration.ofMinutes(2)).end("b", Conclusion.SUCCESS).finish();
    assertThat(quantity(estimate(play), "minutes")).isEqualTo(2);
  }

  private static double quantity(Json.Obj bill, String unit) {
    return bill.objects("lines").stream()
        .filter(line -> line.requireString("unit").equals(unit))
        .mapToDouble(line -> line.requireNumber("quantity"))
        .sum();
  }

  private static Json.Obj estimate(Play play) {
    return estimate(play.run(), play.workflow());
  }

  private static Json.Obj estimate(Run run, Workflow workflow) {
    var definition = StateMachineCompiler.compile(workflow, new FunctionArns("start", "finish"));
    return RunCost.estimate(run, definition, LATER);
  }
}
