package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Running again what is over: which jobs, in which attempt, with whose outputs.
class RerunTest {
  private static final Which FAILED = new Which.Failed();

  /// build succeeded, test failed, so deploy was skipped; lint succeeded, docs was skipped by its
  /// own `if`.
  private static Play over() {
    var play =
        Play.of(
                Jobs.of("build", "lint", "test: build", "deploy: test")
                    + Jobs.conditional("docs", "", "false"))
            .reachAll();
    play.claim("build").end("build", Conclusion.SUCCESS, Map.of("version", "7"));
    play.play("lint", Conclusion.SUCCESS).play("test", Conclusion.FAILURE).finish().performed();
    assertThat(play.states())
        .isEqualTo("build success, lint success, test failure, deploy skipped, docs skipped");
    return play;
  }

  @Test
  void ofAllStartsEverythingAnew() {
    var play = over().tell(new RunCommand.Rerun(new Which.All()));
    assertThat(play.states())
        .isEqualTo("build planned, lint planned, test planned, deploy planned, docs planned");
    assertThat(play.run().attempt()).isEqualTo(2);
    assertThat(play.run().conclusion()).isEmpty();
    assertThat(play.run().status()).isEqualTo(Run.Status.QUEUED);
    assertThat(play.run().pending()).containsExactly(new RunEffect.StartExecution(2));
  }

  @Test
  void ofFailedJobsTakesThoseThatNeedThemAlong() {
    var play = over().tell(new RunCommand.Rerun(FAILED));
    assertThat(play.states())
        .isEqualTo("build success, lint success, test planned, deploy planned, docs skipped");
    assertThat(play.job("build").attempt()).isEqualTo(1);
    assertThat(play.job("test").attempt()).isEqualTo(2);
  }

  @Test
  void ofOneJobTakesThoseThatNeedItAlong() {
    var play = over().tell(new RunCommand.Rerun(new Which.One(JobKey.of("build"))));
    assertThat(play.states())
        .isEqualTo("build planned, lint success, test planned, deploy planned, docs skipped");
  }

  @Test
  void keepsWhatIsNotRunAgainWithItsOutputs() {
    var play = over().tell(new RunCommand.Rerun(FAILED)).reachAll();
    assertThat(play.states())
        .isEqualTo(
            "build success, lint success, test launched, deploy waiting: waits for test,"
                + " docs skipped");
    assertThat(
            play.contexts("test")
                .object("needs")
                .object("build")
                .object("outputs")
                .string("version"))
        .contains("7");
    assertThat(play.contexts("test").object("github").string("run_attempt")).contains("2");
    assertThat(play.run().pending())
        .as("the new execution hears at once of what is over")
        .contains(
            new RunEffect.CompleteTask(JobKey.of("build"), "build", Conclusion.SUCCESS),
            new RunEffect.Launch(JobKey.of("test"), 2));
    play.play("test", Conclusion.SUCCESS).play("deploy", Conclusion.SUCCESS).finish();
    assertThat(play.run().conclusion()).contains(Conclusion.SUCCESS);
  }

  @Test
  void ofOneCombinationLeavesTheOthers() {
    var play = Play.of(Jobs.matrix(3, "fail-fast: false") + Jobs.of("after: test")).reachAll();
    play.play("test.0", Conclusion.SUCCESS)
        .play("test.1", Conclusion.FAILURE)
        .play("test.2", Conclusion.SUCCESS)
        .finish()
        .tell(new RunCommand.Rerun(new Which.One(JobKey.of("test", 1))));
    assertThat(play.states())
        .isEqualTo("test.0 success, test.1 planned, test.2 success, after planned");
  }

  @Test
  void forgetsACancel() {
    var play = Play.of(Jobs.of("a")).reachAll().claim("a").cancel().end("a", Conclusion.CANCELLED);
    play.finish().tell(new RunCommand.Rerun(FAILED)).reachAll();
    assertThat(play.run().cancelled()).isFalse();
    assertThat(play.job("a").cancel()).isFalse();
    assertThat(play.state("a")).isEqualTo("launched");
  }

  @Test
  void isRefusedWhileTheRunGoesOn() {
    var play = Play.of(Jobs.of("a")).reachAll();
    assertThatThrownBy(() -> play.tell(new RunCommand.Rerun(FAILED)))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.why()).isEqualTo(Why.CONFLICT));
  }

  @Test
  void isRefusedWhereNothingFailed() {
    var play = Play.of(Jobs.of("a")).reachAll().play("a", Conclusion.SUCCESS).finish();
    assertThatThrownBy(() -> play.tell(new RunCommand.Rerun(FAILED)))
        .hasMessageContaining("has no job to run again");
    assertThatThrownBy(() -> play.tell(new RunCommand.Rerun(new Which.One(JobKey.of("b")))))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.why()).isEqualTo(Why.UNKNOWN));
  }

  @Test
  void isRefusedAfterFiftyTimes() {
    var play = Play.of(Jobs.of("a"));
    for (var attempt = 1; attempt <= 50; attempt++) {
      play.reachAll().play("a", Conclusion.FAILURE).finish().performed();
      play.tell(new RunCommand.Rerun(FAILED));
    }
    play.reachAll().play("a", Conclusion.FAILURE).finish();
    assertThat(play.run().attempt()).isEqualTo(51);
    assertThatThrownBy(() -> play.tell(new RunCommand.Rerun(FAILED)))
        .hasMessageContaining("was re-run 50 times");
  }
}
