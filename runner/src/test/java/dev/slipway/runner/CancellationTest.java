package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CancellationTest {
  private static final Graces PATIENT =
      new Graces(
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMillis(100),
          Duration.ofMinutes(5));

  @TempDir Path folder;

  @Test
  void waitsAsLongAsGitHubDoes() {
    assertThat(Graces.GITHUB.interrupt()).isEqualTo(Duration.ofMillis(7500));
    assertThat(Graces.GITHUB.terminate()).isEqualTo(Duration.ofMillis(2500));
    assertThat(Graces.GITHUB.cancelled()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void interruptsTheStepAndRunsWhatAsksForIt() {
    var ran =
        OneJob.steps(
                folder,
                """
                - id: long
                  run: |
                    trap 'echo interrupted; exit 0' INT
                    trap 'echo terminated; exit 0' TERM
                    echo ready
                    sleep 300 & wait
                - run: echo never
                - if: success() || failure()
                  run: echo never
                - if: always()
                  run: echo "${{ steps.long.outcome }} ${{ job.status }}"
                - if: cancelled()
                  run: echo undone
                """)
            .graces(PATIENT)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(ran.steps()).isEqualTo("cancelled skipped skipped success success");
    assertThat(ran.printed(1))
        .containsExactly("ready", "interrupted", "##[error]The operation was canceled.");
    assertThat(ran.printed(4)).containsExactly("cancelled cancelled");
  }

  @Test
  void terminatesAStepThatIgnoresTheInterrupt() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: |
                    trap 'echo interrupted' INT
                    trap 'echo terminated; exit 0' TERM
                    echo ready
                    sleep 300 & wait || wait
                """)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).isEqualTo("cancelled");
    assertThat(ran.printed(1)).startsWith("ready", "interrupted", "terminated");
  }

  @Test
  void killsTheTreeOfAStepThatIgnoresEverything() throws IOException {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: |
                    trap '' INT TERM
                    bash -c 'trap "" INT TERM; sleep 303 & echo "pid $!"; sleep 304' &
                    echo "pid $!"
                    sleep 0.2; echo ready
                    while true; do wait; done
                """)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).isEqualTo("cancelled");
    var pids = ran.printed(1).stream().filter(line -> line.startsWith("pid ")).toList();
    assertThat(pids).hasSize(2);
    for (var pid : pids) {
      Processes.awaitEnd(pid.substring(4));
    }
    // The tree went with the step: nothing was left for the end of the job.
    assertThat(ran.text()).doesNotContain("Terminate orphan");
  }

  @Test
  void letsAStepGoOnWhoseConditionStillHolds() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: exit 1
                - if: always() && env.KEEP == 'yes'
                  env:
                    KEEP: 'yes'
                  run: |
                    trap 'echo interrupted' INT
                    echo ready
                    sleep 0.1; echo whole
                - if: always()
                  run: exit 3
                """)
            .graces(PATIENT)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).isEqualTo("failure success failure");
    assertThat(ran.printed(2)).containsExactly("ready", "whole");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
  }

  @Test
  void aJobThatIsCancelledBeforeItsFirstStepRunsOnlyWhatAsksForIt() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: echo never
                - if: always()
                  run: echo on
                """)
            .when("Job build, run", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).isEqualTo("skipped success");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
  }

  @Test
  void aJobThatTakesTooLongIsCancelled() {
    var ran =
        OneJob.job(
                folder,
                """
                timeout-minutes: 0.005
                steps:
                  - run: exec sleep 305
                  - if: always()
                    run: echo ${{ job.status }}
                """)
            .run();
    assertThat(ran.steps()).isEqualTo("cancelled success");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(ran.lines(0))
        .contains("##[error]The job has exceeded the maximum execution time of 0.005 minutes.");
  }

  @Test
  void aCancelledJobDoesNotCleanUpForEver() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: echo ready; exec sleep 306
                - if: always()
                  run: exec sleep 307
                - if: always()
                  run: echo never
                """)
            .graces(
                new Graces(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500)))
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(ran.text())
        .contains("The cancelled job did not end in time; what still ran was killed.")
        .doesNotContain("never");
  }

  @Test
  void givesACancelledJobTheTimeThatItAsksFor() {
    var ran =
        OneJob.job(
                folder,
                """
                cancel-timeout-minutes: 0.01
                steps:
                  - run: echo ready; sleep 300
                  - if: always()
                    run: trap '' INT TERM; echo lingers; sleep 300
                """)
            .graces(PATIENT)
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.text()).contains("The cancelled job did not end in time");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
  }

  @Test
  void anAbandonedJobEndsAtOnce() throws IOException {
    var agent = new AtomicReference<JobAgent>();
    var ran =
        OneJob.steps(folder, endless())
            .graces(PATIENT)
            .when(
                "pid",
                one -> {
                  agent.set(one);
                  one.abandon();
                })
            .run();
    assertThat(agent.get().isAbandoned()).isTrue();
    assertEndedAtOnce(ran);
  }

  @Test
  void anInterruptedAgentEndsAtOnce() throws IOException {
    var thread = Thread.currentThread();
    var ran =
        OneJob.steps(folder, endless()).graces(PATIENT).when("pid", _ -> thread.interrupt()).run();
    assertThat(Thread.interrupted()).isTrue();
    assertEndedAtOnce(ran);
  }

  private static String endless() {
    return """
    - run: |
        trap 'echo interrupted' INT
        echo "pid $$"
        sleep 308 & wait
    - if: always()
      run: echo never
    """;
  }

  private static void assertEndedAtOnce(OneJob.Ran ran) throws IOException {
    assertThat(ran.printed(1)).doesNotContain("interrupted");
    assertThat(ran.steps()).isEqualTo("cancelled");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.CANCELLED);
    Processes.awaitEnd(ran.printed(1).getFirst().substring(4));
  }
}
