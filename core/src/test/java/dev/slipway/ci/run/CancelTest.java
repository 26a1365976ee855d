package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a cancel does to jobs, wherever they stand.
class CancelTest {
  private static final String TEST_THEN_CLEANUP =
      Jobs.of("test", "deploy: test") + Jobs.conditional("cleanup", "test", "always()");

  @Test
  void tellsARunningJobAndWaitsForItsEnd() {
    var play = Play.of(TEST_THEN_CLEANUP).reachAll().claim("test").cancel();
    assertThat(play.job("test").cancel()).isTrue();
    assertThat(play.states())
        .isEqualTo("test running, deploy waiting: waits for test, cleanup waiting: waits for test");
    play.end("test", Conclusion.CANCELLED);
    assertThat(play.states()).isEqualTo("test cancelled, deploy cancelled, cleanup launched");
    play.play("cleanup", Conclusion.SUCCESS).finish();
    assertThat(play.run().conclusion()).contains(Conclusion.CANCELLED);
  }

  @Test
  void stopsABuildThatNoAgentHasClaimed() {
    var key = JobKey.of("test");
    var play =
        Play.of(Jobs.of("test"))
            .reachAll()
            .tell(new RunCommand.BuildStarted(key, 1, "build:7"))
            .performed()
            .cancel();
    assertThat(play.state("test")).isEqualTo("cancelled");
    assertThat(play.run().pending())
        .containsExactlyInAnyOrder(
            new RunEffect.StopBuild(key, "build:7"),
            new RunEffect.CompleteTask(key, "test", Conclusion.CANCELLED));
  }

  @Test
  void stopsABuildThatItHearsOfTooLate() {
    var key = JobKey.of("test");
    var play = Play.of(Jobs.of("test")).reachAll().cancel().performed();
    play.tell(new RunCommand.BuildStarted(key, 1, "build:7"));
    assertThat(play.run().pending()).containsExactly(new RunEffect.StopBuild(key, "build:7"));
  }

  @ParameterizedTest(name = "build {0}, if: {1} → told: {2}")
  @CsvSource({
    "success, always(),            false",
    "failure, '${{ !success() }}', false",
    "success, 'success()',         true",
    "success, '',                  true",
    "failure, failure(),           true",
    "success, true,                true",
  })
  void leavesARunningJobAloneWhoseIfStillHolds(String build, String condition, boolean told) {
    var play = Play.of(Jobs.of("build") + Jobs.conditional("test", "build", condition)).reachAll();
    play.play("build", Conclusion.parse(build)).claim("test").cancel();
    assertThat(play.job("test").cancel()).isEqualTo(told);
  }

  @Test
  void leavesAJobAloneThatOnlyACancelledRunHas() {
    var play =
        Play.of(Jobs.of("build") + Jobs.conditional("test", "build", "cancelled()"))
            .cancel()
            .reachAll();
    play.claim("test").cancel();
    assertThat(play.states()).isEqualTo("build cancelled, test running");
    assertThat(play.job("test").cancel()).isFalse();
  }

  @Test
  void aJobThatEndedBeforeItHeardKeepsItsResult() {
    var play = Play.of(Jobs.of("test")).reachAll().claim("test").cancel();
    play.end("test", Conclusion.SUCCESS).finish();
    assertThat(play.state("test")).isEqualTo("success");
    assertThat(play.run().conclusion()).contains(Conclusion.CANCELLED);
  }

  @Test
  void anAgentThatIsLostWhileCancellingCountsAsCancelled() {
    var play = Play.of(Jobs.of("test")).reachAll().claim("test").cancel();
    play.later(Duration.ofMinutes(2)).sweep();
    assertThat(play.state("test")).isEqualTo("cancelled");
  }

  @Test
  void endsWhatTheStateMachineComesToLater() {
    var play = Play.of(Jobs.of("a", "b: a")).cancel().reach("a", "b");
    assertThat(play.states()).isEqualTo("a cancelled, b cancelled");
    assertThat(play.reason("a")).isEqualTo("the run was cancelled");
  }

  @Test
  void aRunThatIsOverCannotBeCancelled() {
    var play = Play.of(Jobs.of("a")).reachAll().play("a", Conclusion.SUCCESS).finish();
    assertThatThrownBy(play::cancel)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.why()).isEqualTo(RefusedException.Why.CONFLICT));
  }

  @Test
  void anEndFromOutsideTakesEverythingWithIt() {
    var play =
        Play.of(Jobs.of("a", "b", "c: a"))
            .reachAll()
            .tell(new RunCommand.BuildStarted(JobKey.of("a"), 1, "build:1"))
            .claim("a")
            .performed()
            .finish();
    assertThat(play.states()).isEqualTo("a cancelled, b cancelled, c cancelled");
    assertThat(play.reason("a")).isEqualTo("the run ended before it did");
    assertThat(play.run().pending())
        .contains(
            new RunEffect.StopBuild(JobKey.of("a"), "build:1"),
            new RunEffect.CompleteTask(JobKey.of("c"), "c", Conclusion.CANCELLED));
    assertThat(play.run().conclusion()).contains(Conclusion.CANCELLED);
  }
}
