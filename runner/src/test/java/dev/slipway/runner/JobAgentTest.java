package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobAgentTest {
  @TempDir Path folder;

  @Test
  void aStepsEnvWinsOverTheJobsWhichWinsOverTheWorkflows() {
    var ran =
        OneJob.workflow(
                folder,
                """
                on: push
                env:
                  A: workflow
                  B: workflow
                  C: workflow
                jobs:
                  build:
                    runs-on: ubuntu-latest
                    env:
                      B: job
                      C: job
                    steps:
                      - env:
                          C: step of ${{ env.B }}
                        run: echo "$A, $B, $C"
                """)
            .run();
    assertThat(ran.printed(1)).containsExactly("workflow, job, step of job");
  }

  @Test
  void defaultsFallFromWorkflowToJobToStep() {
    var ran =
        OneJob.workflow(
                folder,
                """
                on: push
                defaults:
                  run:
                    shell: cat {0}
                    working-directory: /usr
                jobs:
                  build:
                    runs-on: ubuntu-latest
                    defaults:
                      run:
                        working-directory: /usr/bin
                    steps:
                      - run: shown
                      - shell: bash
                        run: pwd
                      - shell: sh
                        working-directory: /
                        run: pwd
                """)
            .run();
    assertThat(ran.printed(1)).containsExactly("shown");
    assertThat(ran.printed(2)).containsExactly("/usr/bin");
    assertThat(ran.printed(3)).containsExactly("/");
  }

  @Test
  void tellsStepsInOrderWithTheirNames() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: |

                    echo first
                    echo second
                - name: Greet ${{ env.WHO }}
                  env:
                    WHO: Mona
                  run: 'true'
                - name: Fails ${{ fromJSON('{') }}
                  if: false
                  run: 'true'
                """)
            .run();
    assertThat(ran.outcome().steps())
        .extracting(step -> step.number() + " " + step.name())
        .containsExactly(
            "0 Set up job", "1 Run echo first", "2 Greet Mona", "3 Run true", "4 Complete job");
    assertThat(ran.events())
        .filteredOn(event -> !(event instanceof LogEvent.Line))
        .extracting(event -> event.getClass().getSimpleName() + event.step())
        .containsExactly(
            "StepStarted0",
            "StepEnded0",
            "StepStarted1",
            "StepEnded1",
            "StepStarted2",
            "StepEnded2",
            "StepStarted3",
            "StepEnded3",
            "StepStarted4",
            "StepEnded4");
  }

  @Test
  void showsWhatItIsAboutToRun() {
    var ran =
        OneJob.steps(
                folder,
                """
                - env:
                    B: b
                  shell: bash
                  run: |
                    true
                    true # ${{ 1 }}
                """)
            .run();
    assertThat(ran.lines(1))
        .containsExactly(
            "##[group]Run true",
            "true",
            "true # 1",
            "shell: "
                + Shell.find("bash", System.getenv("PATH")).orElseThrow()
                + " --noprofile --norc -e -o pipefail {0}",
            "env:",
            "  B: b",
            "##[endgroup]");
  }

  @Test
  void handsOnItsOutputs() {
    var ran =
        OneJob.job(
                folder,
                """
                outputs:
                  version: ${{ steps.v.outputs.version }}
                  nothing: ${{ steps.v.outputs.nothing }}
                  needed: ${{ needs.first.outputs.word }}
                steps:
                  - id: v
                    run: echo "version=1.2" >> "$GITHUB_OUTPUT"
                """)
            .needs(
                Json.object()
                    .put(
                        "first",
                        Json.object()
                            .put("outputs", Json.object().put("word", "hi").build())
                            .put("result", "success")
                            .build())
                    .build())
            .run();
    assertThat(ran.outcome().outputs())
        .isEqualTo(Map.of("version", "1.2", "nothing", "", "needed", "hi"));
  }

  @Test
  void handsOnNoOutputThatHoldsASecret() {
    var ran =
        OneJob.job(
                folder,
                """
                outputs:
                  open: ${{ steps.v.outputs.open }}
                  closed: ${{ steps.v.outputs.closed }}
                steps:
                  - id: v
                    run: |
                      echo "open=1" >> "$GITHUB_OUTPUT"
                      echo "closed=<${{ secrets.TOKEN }}>" >> "$GITHUB_OUTPUT"
                """)
            .secret("TOKEN", "s3cr3t")
            .run();
    assertThat(ran.outcome().outputs()).isEqualTo(Map.of("open", "1"));
    assertThat(ran.text()).contains("##[warning]Skip output 'closed'").doesNotContain("s3cr3t");
  }

  @Test
  void failsWhenItsOutputsAreTooLarge() {
    var keys =
        """
        outputs:
          big: ${{ steps.v.outputs.big }}
          more: ${{ steps.v.outputs.more }}
        steps:
          - id: v
            run: |
              echo "more=x" >> "$GITHUB_OUTPUT"
              (printf big=; head -c %d /dev/zero | tr '\\0' x; echo) >> "$GITHUB_OUTPUT"
        """;
    var fits = OneJob.job(folder, keys.formatted(1_048_576 / 2 - 1)).run();
    assertThat(fits.outcome().conclusion()).isEqualTo(Conclusion.SUCCESS);
    var large = OneJob.job(folder, keys.formatted(1_048_576 / 2)).run();
    assertThat(large.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
    assertThat(large.outcome().outputs()).isEmpty();
    assertThat(large.outcome().message())
        .contains(
            "The outputs of job build have 1048578 bytes in UTF-16; at most 1048576 are allowed");
  }

  @Test
  void failsWithAMessageWhenItCannotBegin() {
    var invalid = OneJob.workflow(folder, "on: push\njobs:\n  build:\n    steps: 1\n").run();
    assertThat(invalid.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
    assertThat(invalid.outcome().message().orElse("")).contains("ci.yml:4:");
    var other =
        OneJob.workflow(folder, "on: push\njobs:\n  x:\n    runs-on: a\n    steps: [run: a]\n");
    assertThat(other.run().outcome().message()).contains("The workflow has no job build");
    var env = OneJob.job(folder, "env:\n  A: ${{ fromJSON('{') }}\nsteps: [run: a]\n").run();
    assertThat(env.steps()).isEmpty();
    assertThat(env.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
    var limit =
        OneJob.job(folder, "timeout-minutes: ${{ fromJSON('\"soon\"') }}\nsteps: [run: a]\n").run();
    assertThat(limit.outcome().message())
        .contains("timeout-minutes of the job is 'soon', not a number of minutes");
  }

  @Test
  void showsNoSecretAnywhere() {
    var ran =
        OneJob.job(
                folder,
                """
                env:
                  TOKEN: ${{ secrets.TOKEN }}
                steps:
                  - name: With ${{ secrets.TOKEN }}
                    run: echo "plain ${{ secrets.TOKEN }}"; printf %s "$TOKEN" | base64; echo "$KEY"
                    env:
                      KEY: ${{ secrets.KEY }}
                  - run: echo "::add-mask::$(echo ge; )heim"
                  - run: echo geheim; exit 1
                  - if: always() && fromJSON('geheim')
                    run: 'true'
                """)
            .secret("TOKEN", "correct horse")
            .secret("KEY", "line one\nline two")
            .run();
    assertThat(ran.printed(1)).containsExactly("plain ***", "***", "***", "***");
    assertThat(ran.text() + ran.events() + ran.outcome())
        .doesNotContain("correct", "line one", "line two")
        .contains("With ***");
    assertThat(ran.lines(3).getLast()).isEqualTo("##[error]Process completed with exit code 1.");
    assertThat(ran.printed(3).getFirst()).isEqualTo("***");
  }

  @Test
  void tellsMoreWhereDebuggingIsOn() {
    var steps = "- run: echo \"::debug::deep\"; echo \"${RUNNER_DEBUG:-0} ${{ runner.debug }}\"\n";
    assertThat(OneJob.steps(folder, steps).run().printed(1)).containsExactly("0 ");
    assertThat(OneJob.steps(folder, steps).variable("ACTIONS_STEP_DEBUG", "true").run().printed(1))
        .containsExactly("##[debug]deep", "1 1");
    assertThat(OneJob.steps(folder, steps).secret("ACTIONS_STEP_DEBUG", "true").run().printed(1))
        .hasSize(2);
  }

  @Test
  void stepsSeeNothingOfThePlatform() {
    var ran =
        OneJob.steps(folder, "- run: env | sort")
            .machine("SLIPWAY_JOB_TOKEN", "token-of-the-job")
            .machine("SLIPWAY_URL", "https://platform.invalid")
            .machine("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/x")
            .machine("AWS_ACCESS_KEY_ID", "AKIA")
            .machine("CODEBUILD_BUILD_ID", "b1")
            .machine("JAVA_HOME_21_X64", "/java")
            .secret("TOKEN", "s3cr3t")
            .extra("ACT", "true")
            .run();
    var names = ran.printed(1).stream().map(line -> line.replaceAll("=.*", "")).toList();
    assertThat(names)
        .contains("PATH", "HOME", "CI", "ACT", "GITHUB_SHA", "RUNNER_TEMP", "JAVA_HOME_21_X64")
        .allMatch(name ->
            name.matches(
                "GITHUB_.*|RUNNER_.*|CI|ACT|PATH|HOME|PWD|OLDPWD|SHLVL|_|JAVA_HOME_21_X64"))
        .doesNotContain("GITHUB_TOKEN", "RUNNER_DEBUG");
  }

  @Test
  void leavesNoFolderBehind() throws IOException {
    var steps =
        """
        - run: |
            mkdir -p deep/er && echo x > deep/er/file
            ln -s /usr link && ln -s nowhere broken
            chmod -w deep deep/er
        """;
    assertThat(OneJob.steps(folder, steps).run().steps()).isEqualTo("success");
    try (var jobs = Files.list(folder.resolve("jobs"))) {
      assertThat(jobs).isEmpty();
    }
    assertThat(Path.of("/usr")).isNotEmptyDirectory();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void killsWhatStepsLeftRunning() throws IOException {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: |
                    setsid nohup sleep 301 >/dev/null 2>&1 &
                    echo "pid $!"
                - run: sleep 302 & echo "pid $!"
                """)
            .run();
    assertThat(ran.steps()).isEqualTo("success success");
    for (var step = 1; step <= 2; step++) {
      Processes.awaitEnd(ran.printed(step).getFirst().substring(4));
    }
    assertThat(ran.lines(3)).filteredOn(line -> line.startsWith("Terminate orphan")).hasSize(2);
  }
}
