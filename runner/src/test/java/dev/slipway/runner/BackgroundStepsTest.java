package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.StepResult;
import dev.slipway.model.Conclusion;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackgroundStepsTest {
  @TempDir Path folder;

  @Test
  void goesOnWhileLaterStepsRun() {
    var ran =
        OneJob.steps(
                folder,
                """
                - id: one
                  background: true
                  run: |
                    mkfifo pipe
                    read -t 20 word < pipe
                    echo "word=$word" >> "$GITHUB_OUTPUT"
                    echo "WORD=$word" >> "$GITHUB_ENV"
                - run: |
                    until [ -p pipe ]; do sleep 0.01; done
                    echo "before [${{ steps.one.outputs.word }}] [$WORD]"
                    echo hello > pipe
                - wait: one
                - run: echo "after [${{ steps.one.outputs.word }}] [$WORD] ${{ steps.one.outcome }}"
                """)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success success");
    assertThat(ran.printed(2)).containsExactly("before [] []");
    assertThat(ran.printed(4)).containsExactly("after [hello] [hello] success");
    assertThat(ran.outcome().steps()).extracting(StepResult::number).isSorted();
  }

  @Test
  void failsTheJobWhenWhatWasWaitedForFailed() {
    var ran =
        OneJob.steps(
                folder,
                """
                - id: bad
                  background: true
                  run: exit 3
                - run: echo goes on
                - wait-all:
                - run: echo never
                """)
            .run();
    assertThat(ran.steps()).isEqualTo("failure success failure skipped");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
  }

  @Test
  void toleratesWhatMayFail() {
    var ran =
        OneJob.steps(
                folder,
                """
                - id: bad
                  background: true
                  continue-on-error: true
                  run: exit 3
                - wait: [bad]
                - run: echo "${{ steps.bad.outcome }} ${{ steps.bad.conclusion }}"
                """)
            .run();
    assertThat(ran.steps()).isEqualTo("failure/success success success");
    assertThat(ran.printed(3)).containsExactly("failure success");
  }

  @Test
  void waitsAtTheEndForWhatNobodyWaitedFor() {
    var ran =
        OneJob.job(
                folder,
                """
                outputs:
                  late: ${{ steps.late.outputs.word }}
                steps:
                  - id: late
                    background: true
                    run: sleep 0.2; echo word=there >> "$GITHUB_OUTPUT"; exit 1
                """)
            .run();
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
    assertThat(ran.outcome().outputs()).containsEntry("late", "there");
  }

  @Test
  void endsAServerThatIsNotNeededAnyMore() {
    var ran =
        OneJob.steps(
                folder,
                """
                - id: server
                  background: true
                  run: touch up; sleep 300
                - run: until [ -f up ]; do sleep 0.01; done
                - cancel: server
                - run: echo "${{ steps.server.outcome }} ${{ job.status }}"
                """)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("cancelled success success success");
    assertThat(ran.printed(4)).containsExactly("cancelled success");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.SUCCESS);
  }

  @Test
  void runsAGroupInParallelAndWaitsForAll() {
    var group =
        IntStream.range(0, 12)
            .mapToObj("    - run: touch %1$d; echo %1$d"::formatted)
            .collect(Collectors.joining("\n"));
    var ran = OneJob.steps(folder, "- parallel:\n" + group + "\n- run: ls | wc -l\n").run();
    assertThat(ran.steps()).as(ran.text()).doesNotContain("failure");
    assertThat(ran.printed(14)).containsExactly("12");
  }

  @Test
  void stopsThemWhenTheJobIsCancelled() {
    var ran =
        OneJob.steps(
                folder,
                """
                - background: true
                  run: sleep 300
                - background: true
                  run: echo ready; sleep 300
                - wait-all:
                - if: always()
                  run: echo at last
                """)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("cancelled cancelled cancelled success");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
  }
}
