package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String CI = ".github/workflows/ci.yml";

  private final CommandProcess here;

  CommandLineTest(@TempDir Path own) throws Exception {
    this.here = new CommandProcess(own);
  }

  @BeforeEach
  void aCommit() throws Exception {
    here.file("file.txt", "committed\n");
    here.git("add", ".");
    here.git("commit", "--quiet", "-m", "first");
  }

  @Test
  void runsUncommittedChangesAndLeavesTheRepositoryAsItWas() throws Exception {
    here.file(CI, job("- uses: actions/checkout@v4\n      - run: cat file.txt; touch made"));
    here.file("file.txt", "changed\n");
    var before = here.git("status", "--porcelain");

    var result = here.slipway("run");

    assertThat(result.out()).contains("changed").contains("success");
    assertThat(result.exit()).isZero();
    assertThat(here.git("status", "--porcelain")).isEqualTo(before);
  }

  @Test
  void failsWithTheLastLinesOfTheFailingStep() throws Exception {
    here.file(CI, job("- name: Break\n        run: echo so it goes; exit 3"));

    var result = here.slipway("run");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("in step Break:").contains("exit code 3");
  }

  @Test
  void passesOutputsToEachCombinationAndTellsEventsAsJson() throws Exception {
    here.file(
        CI,
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            outputs: {word: "${{ steps.say.outputs.word }}"}
            steps:
              - id: say
                run: echo word=tea >> $GITHUB_OUTPUT
          test:
            needs: build
            runs-on: ubuntu-latest
            strategy: {matrix: {part: [1, 2]}}
            steps: [{run: 'echo "${{ needs.build.outputs.word }} for ${{ matrix.part }}"'}]
          elsewhere:
            runs-on: windows-latest
            steps: [{run: dir}]
        """);

    var result = here.slipway("run", "--json");

    assertThat(result.exit()).isZero();
    var events = result.out().lines().map(line -> (Json.Obj) Json.parse(line)).toList();
    assertThat(events.getFirst().string("type")).contains("run.started");
    assertThat(events.getLast().string("conclusion")).contains("success");
    assertThat(result.out()).contains("tea for 1").contains("tea for 2");
    assertThat(result.out()).contains("runs on Windows; this machine is Linux");
    var one = here.slipway("run", "--job", "test", "--matrix", "part:2");
    assertThat(one.out()).contains("tea for 2").doesNotContain("tea for 1");
  }

  @Test
  void cancelsOnSigintAndStillCleansUp() throws Exception {
    here.file(
        CI, job("- run: echo ready; sleep 60\n      - if: always()\n        run: echo cleaned"));
    var process = here.start("run");
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    awaitReady(lines);

    interrupt(process);

    assertThat(lines.lines().toList()).anyMatch(line -> line.endsWith("  cleaned"));
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private static void awaitReady(BufferedReader lines) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.endsWith("  ready")) {
        return;
      }
    }
    throw new IllegalStateException("The step did not begin");
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  @Test
  void masksSecretsAndRefusesWrongInputs() throws Exception {
    here.file(
        CI,
        """
        on:
          workflow_dispatch:
            inputs: {count: {type: number, required: true}}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps: [{run: 'echo "${{ inputs.count }} ${{ secrets.KEY }} $ACT $MORE"'}]
        """);

    var right =
        here.slipway("run", CI, "--input", "count=2", "--secret", "KEY=pst", "--env", "MORE=more");
    assertThat(right.out()).contains("2 *** true more").doesNotContain("pst");
    assertThat(right.exit()).isZero();
    assertThat(here.slipway("run", CI).exit()).isEqualTo(2);
    var wrong = here.slipway("run", CI, "--input", "count=two");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.out()).contains("is not a number");
  }

  @Test
  void lintsWithPlacesAndExitsOneOnErrors() throws Exception {
    here.file(CI, "on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n");

    var text = here.slipway("lint");
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out()).contains(CI + ":");
    var json = here.slipway("lint", CI, "--format", "json");
    assertThat(((Json.Obj) ((Json.Arr) Json.parse(json.out())).items().getFirst()).members())
        .containsOnlyKeys("file", "line", "column", "message", "rule", "severity");
    assertThat(here.slipway("lint", CI, "--format", "sarif").out()).contains("\"2.1.0\"");
    assertThat(here.slipway("lint", "absent.yml").exit()).isEqualTo(2);
  }

  @Test
  void compilesToStatesPlanAndModel() throws Exception {
    here.file(CI, job("- run: echo"));

    assertThat(here.slipway("compile", CI).out()).contains("\"StartAt\"");
    assertThat(here.slipway("compile", CI, "--emit", "json").out()).contains("\"runs-on\"");
    assertThat(here.slipway("compile", CI, "--emit", "plan").out()).contains("\"runs\" : true");
  }

  @Test
  void evaluatesALineAtATime() throws Exception {
    var result = here.slipwayReading("{\"expr\":\"1 == 1\"}\n{\"expr\":\"1 +\"}\n", "eval");

    assertThat(result.out().lines().toList().getFirst())
        .isEqualTo("{\"kind\":\"Boolean\",\"value\":true}");
    assertThat(result.out().lines()).hasSize(2).last().asString().contains("\"error\"");
  }

  @Test
  void suggestsForTyposAndSaysWhatIsMissing() throws Exception {
    var typo = here.slipway("lnt");
    assertThat(typo.exit()).isEqualTo(2);
    assertThat(typo.out()).contains("lint");
    var alone = here.slipway("runs");
    assertThat(alone.exit()).isEqualTo(3);
    assertThat(alone.out()).contains("slipway up");
  }

  private static String job(String steps) {
    return """
    on: push
    jobs:
      a:
        runs-on: ubuntu-latest
        steps:
          %s
    """
        .formatted(steps);
  }
}
