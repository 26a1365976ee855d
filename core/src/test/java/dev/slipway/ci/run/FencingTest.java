package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// One agent has a job, or none: lost ones, second ones, and those that come back.
class FencingTest {
  private static final JobKey TEST = JobKey.of("test");

  private static Play launched() {
    return Play.of(Jobs.of("test")).reachAll();
  }

  private static RunCommand complete(int attempt, String agent, Conclusion conclusion) {
    return new RunCommand.Complete(
        TEST, attempt, agent, new JobOutcome(conclusion, Map.of(), List.of(), 0, Optional.empty()));
  }

  private static void isFenced(ThrowingCallable command) {
    assertThatThrownBy(command)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.why()).isEqualTo(Why.FENCED));
  }

  @Test
  void aSecondAgentIsTurnedAway() {
    var play = launched().claim("test", "first");
    var before = play.run();
    isFenced(() -> play.claim("test", "second"));
    isFenced(() -> play.tell(new RunCommand.Heartbeat(TEST, 1, "second")));
    isFenced(() -> play.tell(complete(1, "second", Conclusion.SUCCESS)));
    assertThat(play.run()).isEqualTo(before);
  }

  @Test
  void nobodyClaimsWhatWasNotLaunched() {
    var play = Play.of(Jobs.of("build", "test: build"));
    isFenced(() -> play.claim("test", "early"));
    play.reachAll();
    isFenced(() -> play.claim("test", "early"));
  }

  @Test
  void nobodyClaimsWhatIsOver() {
    var play = launched().play("test", Conclusion.SUCCESS);
    isFenced(() -> play.claim("test", "late"));
  }

  @Test
  void anUnknownJobIsUnknown() {
    var play = launched();
    assertThatThrownBy(() -> play.claim("other", "agent"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.why()).isEqualTo(Why.UNKNOWN));
  }

  @Test
  void anAgentThatIsNotHeardIsLost() {
    var play = launched().tell(new RunCommand.BuildStarted(TEST, 1, "build:1")).claim("test");
    play.performed().later(Duration.ofSeconds(90)).sweep();
    assertThat(play.state("test")).as("it may still come").isEqualTo("running");
    play.later(Duration.ofSeconds(1)).sweep();
    assertThat(play.state("test")).isEqualTo("failure");
    assertThat(play.reason("test")).isEqualTo("the agent was lost: no heartbeat for 90 s");
    assertThat(play.run().pending())
        .as("a zombie may still work: its build is stopped")
        .contains(new RunEffect.StopBuild(TEST, "build:1"));
  }

  @Test
  void heartbeatsKeepAnAgent() {
    var play = launched().claim("test");
    for (var i = 0; i < 60; i++) {
      play.later(Duration.ofSeconds(10)).sweep();
      play.tell(new RunCommand.Heartbeat(TEST, 1, "agent of test"));
    }
    assertThat(play.state("test")).isEqualTo("running");
  }

  @Test
  void aHeartbeatThatIsFreshIsNotWrittenAgain() {
    var play = launched().claim("test");
    var before = play.run();
    play.later(Duration.ofSeconds(19)).tell(new RunCommand.Heartbeat(TEST, 1, "agent of test"));
    assertThat(play.run()).isEqualTo(before);
    play.later(Duration.ofSeconds(1)).tell(new RunCommand.Heartbeat(TEST, 1, "agent of test"));
    assertThat(play.run()).isNotEqualTo(before);
  }

  @Test
  void aLostAgentThatReturnsIsTurnedAway() {
    var play = launched().claim("test").later(Duration.ofMinutes(2)).sweep();
    var before = play.run();
    isFenced(() -> play.tell(new RunCommand.Heartbeat(TEST, 1, "agent of test")));
    isFenced(() -> play.end("test", Conclusion.SUCCESS));
    assertThat(play.run()).isEqualTo(before);
  }

  @Test
  void aBuildThatNoAgentComesFromIsGivenUp() {
    var play = launched().tell(new RunCommand.BuildStarted(TEST, 1, "build:1")).performed();
    play.later(Duration.ofMinutes(30)).sweep();
    assertThat(play.state("test")).isEqualTo("launched");
    play.later(Duration.ofSeconds(1)).sweep();
    assertThat(play.state("test")).isEqualTo("failure");
    assertThat(play.reason("test")).isEqualTo("no agent came within 30 minutes");
    assertThat(play.run().pending()).contains(new RunEffect.StopBuild(TEST, "build:1"));
  }

  @Test
  void aBuildThatEndsWithoutAWordFailsItsJob() {
    var play = launched().claim("test");
    play.tell(new RunCommand.BuildEnded(TEST, 1, "its build ended as failed"));
    assertThat(play.state("test")).isEqualTo("failure");
    assertThat(play.reason("test")).isEqualTo("its build ended as failed");
  }

  @Test
  void aBuildThatEndsAfterItsAgentSpokeChangesNothing() {
    var play = launched().play("test", Conclusion.SUCCESS);
    var before = play.run();
    play.tell(new RunCommand.BuildEnded(TEST, 1, "its build ended as succeeded"));
    assertThat(play.run()).isEqualTo(before);
  }

  @Test
  void onlyOneOfAMatrixFailsWhenAllItsAgentsAreLost() {
    var play = Play.of(Jobs.matrix(3, "")).reachAll().claim("test.0").claim("test.1");
    play.later(Duration.ofHours(1)).sweep();
    assertThat(play.states()).isEqualTo("test.0 failure, test.1 cancelled, test.2 cancelled");
  }

  @Test
  void anAgentOfAnOldAttemptIsTurnedAway() {
    var play = launched().claim("test", "old").later(Duration.ofMinutes(2)).sweep().finish();
    play.tell(new RunCommand.Rerun(new Which.All())).reachAll();
    var before = play.run();
    isFenced(() -> play.tell(new RunCommand.Claim(TEST, 1, "old")));
    isFenced(() -> play.tell(new RunCommand.Heartbeat(TEST, 1, "old")));
    isFenced(() -> play.tell(complete(1, "old", Conclusion.SUCCESS)));
    play.tell(new RunCommand.BuildEnded(TEST, 1, "its build ended as stopped"));
    play.tell(new RunCommand.BuildStarted(TEST, 1, "build:1"));
    play.tell(new RunCommand.Finish(1));
    assertThat(play.run()).isEqualTo(before);
  }

  @Test
  void anOldExecutionIsSentHome() {
    var play = launched().play("test", Conclusion.FAILURE).finish().performed();
    play.tell(new RunCommand.Rerun(new Which.All())).performed();
    play.tell(new RunCommand.Reached(TEST, 1, "of the first execution"));
    assertThat(play.state("test")).isEqualTo("planned");
    assertThat(play.run().pending())
        .containsExactly(
            new RunEffect.CompleteTask(TEST, "of the first execution", Conclusion.CANCELLED));
  }
}
