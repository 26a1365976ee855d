package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What happens to the jobs of a run, from the first to the last.
class RunMachineTest {
  @Test
  void launchesAJobOnceAllThatItNeedsIsOver() {
    var play = Play.of(Jobs.of("build", "lint", "test: build, lint")).reachAll();
    assertThat(play.states())
        .isEqualTo("build launched, lint launched, test waiting: waits for build, lint");
    play.play("build", Conclusion.SUCCESS);
    assertThat(play.state("test")).isEqualTo("waiting: waits for lint");
    play.play("lint", Conclusion.SUCCESS);
    assertThat(play.state("test")).isEqualTo("launched");
  }

  @Test
  void launchesAJobThatTheStateMachineComesToLate() {
    var play = Play.of(Jobs.of("build", "test: build")).reach("build");
    play.play("build", Conclusion.SUCCESS);
    assertThat(play.state("test")).isEqualTo("planned");
    assertThat(play.reach("test").state("test")).isEqualTo("launched");
  }

  @Test
  void asksForABuildAndAnswersTheStateMachine() {
    var play = Play.of(Jobs.of("build")).reach("build");
    var launch = new RunEffect.Launch(JobKey.of("build"), 1);
    assertThat(play.run().pending()).containsExactly(launch);
    play.performed().play("build", Conclusion.FAILURE);
    assertThat(play.run().pending())
        .containsExactly(
            new RunEffect.CompleteTask(JobKey.of("build"), "build", Conclusion.FAILURE));
  }

  @Test
  void answersEveryTokenThatWaitsForAJob() {
    var key = JobKey.of("build");
    var play =
        Play.of(Jobs.of("build"))
            .tell(new RunCommand.Reached(key, 1, "second try"))
            .tell(new RunCommand.Reached(key, 1, "first try, late"))
            .performed()
            .play("build", Conclusion.SUCCESS);
    assertThat(play.run().pending())
        .containsExactly(
            new RunEffect.CompleteTask(key, "second try", Conclusion.SUCCESS),
            new RunEffect.CompleteTask(key, "first try, late", Conclusion.SUCCESS));
  }

  @Test
  void skipsAWholeChainAtOnce() {
    var play = Play.of(Jobs.of("a", "b: a", "c: b", "d: c")).reachAll();
    play.play("a", Conclusion.FAILURE);
    assertThat(play.states()).isEqualTo("a failure, b skipped, c skipped, d skipped");
    assertThat(play.reason("d")).isEqualTo("c was skipped, b was skipped, a failed");
  }

  @Test
  void namesAJobAfterWhatItsNeedsGave() {
    var play =
        Play.of(
                """
                build:
                  runs-on: linux
                  steps: [{run: 'true'}]
                deploy:
                  needs: build
                  name: deploy ${{ needs.build.outputs.version || '...' }}
                  runs-on: linux
                  steps: [{run: 'true'}]
                """)
            .reachAll();
    assertThat(play.job("deploy").name()).isEqualTo("deploy ...");
    play.claim("build").end("build", Conclusion.SUCCESS, Map.of("version", "1.2"));
    assertThat(play.job("deploy").name()).isEqualTo("deploy 1.2");
  }

  @Test
  void failsAJobWhoseSettingsCannotBeComputed() {
    for (var setting :
        new String[] {
          "if: fromJSON('x')",
          "continue-on-error: ${{ fromJSON('x') }}",
          "strategy: {matrix: {n: [1]}, max-parallel: \"${{ fromJSON('x') }}\"}",
          "strategy: {matrix: {n: [1]}, max-parallel: \"${{ format('many') }}\"}",
          "strategy: {matrix: {n: [1]}, fail-fast: \"${{ fromJSON('x') }}\"}",
        }) {
      var play =
          Play.of("test:\n  %s\n  runs-on: linux\n  steps: [{run: 'true'}]\n".formatted(setting))
              .reachAll();
      var key = play.run().jobs().keySet().iterator().next().toString();
      assertThat(play.state(key)).as(setting).isEqualTo("failure");
      assertThat(play.reason(key)).as(setting).matches("(?s)[a-z-]+ at 4:\\d+: .+");
    }
  }

  @Test
  void endsNothingBeforeItBegan() {
    var play = Play.of(Jobs.of("build")).reachAll().later(Duration.ofSeconds(5)).claim("build");
    play.later(Duration.ofHours(-1)).end("build", Conclusion.SUCCESS).finish();
    var build = (JobState.Finished) play.job("build").state();
    assertThat(build.completedAt()).isEqualTo(build.startedAt().orElseThrow());
    assertThat(play.run().completedAt()).isEqualTo(play.run().startedAt());
  }
}
