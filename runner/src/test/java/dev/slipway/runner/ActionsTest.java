package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Source;
import dev.slipway.ci.job.StepResult;
import dev.slipway.model.Conclusion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ActionsTest {
  private static final String GREET =
      """
      inputs:
        who: {default: "${{ github.actor }}"}
        greeting: {default: Hello, deprecationMessage: say it yourself}
      outputs:
        words: {value: "${{ steps.say.outputs.words }}"}
      runs:
        using: composite
        steps:
          - id: say
            shell: bash
            env: {GREETING: "${{ inputs.greeting }}"}
            run: |
              echo "words=$GREETING, ${{ inputs.who }}!" >> "$GITHUB_OUTPUT"
              echo "SAID=yes" >> "$GITHUB_ENV"
              echo "$OUTER $(basename "$GITHUB_ACTION_PATH") [${{ steps.before.outcome }}]"
      """;

  @TempDir Path folder;

  /// A step that writes a file of the workspace; what looks like an expression stays as it is.
  static String write(String path, String content) {
    return """
    - run: |
        mkdir -p "$(dirname '%1$s')"
        echo %2$s | base64 -d > '%1$s'
    """
        .formatted(
            path, Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
  }

  private OneJob job(String steps) {
    return OneJob.steps(folder, steps).source(new Source.WorkingCopy(folder.resolve("copy")));
  }

  @Test
  void runsALocalCompositeAction() {
    var ran =
        job(write("greet/action.yml", GREET)
                + """
                - id: before
                  run: 'true'
                - id: greet
                  uses: ./greet
                  env: {OUTER: outer}
                  with: {WHO: Octo, extra: 1}
                - run: echo "${{ steps.greet.outputs.words }} $SAID ${OUTER:-none} [${{ steps.say.outcome }}]"
                """)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success success");
    assertThat(ran.printed(4)).containsExactly("Hello, Octo! yes none []");
    assertThat(ran.lines(3))
        .contains("outer greet []")
        .contains("##[warning]Unexpected input(s) 'extra', valid inputs are ['greeting', 'who']");
  }

  @Test
  void runsWhatAsksForItInsideAFailedAction() {
    var ran =
        job(write(
                    "a/action.yml",
                    """
                    runs:
                      using: composite
                      steps:
                        - {shell: bash, run: exit 1, continue-on-error: true, id: soft}
                        - {shell: bash, run: "echo soft ${{ steps.soft.outcome }} ${{ steps.soft.conclusion }}"}
                        - {shell: bash, run: exit 1}
                        - {shell: bash, run: echo never}
                        - {shell: bash, if: failure(), run: echo rescued}
                    """)
                + """
                - run: exit 1
                - if: failure()
                  uses: ./a
                """)
            .run();
    assertThat(ran.steps()).isEqualTo("success failure failure");
    assertThat(ran.lines(3)).contains("soft failure success", "rescued").doesNotContain("never");
  }

  @Test
  void hidesSecretsFromActionsThatWereNotGivenThem() {
    var ran =
        job(write(
                    "a/action.yml",
                    """
                    inputs: {token: {}}
                    runs:
                      using: composite
                      steps:
                        - {shell: bash, run: "echo ${{ inputs.token }} ${{ toJSON(github.token) }}"}
                        - {shell: bash, run: "echo ${{ format('[{0}]', github.secrets) }}"}
                    """)
                + """
                - uses: ./a
                  with: {token: "${{ secrets.TOKEN }}"}
                """)
            .secret("TOKEN", "s3cr3t-value")
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success");
    assertThat(ran.text()).doesNotContain("s3cr3t-value").contains("***");
  }

  @Test
  void refusesActionsThatUseThemselves() {
    var ran =
        job(write("a/action.yml", "runs: {using: composite, steps: [{uses: ./a}]}\n")
                + "- uses: ./a\n")
            .run();
    assertThat(ran.steps()).isEqualTo("success failure");
    assertThat(ran.text()).contains("##[error]Composite action depth exceeded max depth 9");
  }

  @Test
  void runsJavaScriptBeforeWithinAndAfter() throws Exception {
    var action =
        ActionRepository.make(folder, "octo/js")
            .file(
                "action.yml",
                """
                inputs: {a name: {default: x}}
                runs: {using: node20, pre: pre.js, main: main.js, post: post.js, post-if: success() || failure()}
                """)
            .file(
                "pre.js",
                """
                require('fs').appendFileSync(process.env.GITHUB_STATE, 'from=pre\\n');
                console.log('pre', process.env.INPUT_A_NAME);
                """)
            .file(
                "main.js",
                """
                const fs = require('fs');
                fs.appendFileSync(process.env.GITHUB_STATE, 'then=main\\n');
                fs.appendFileSync(process.env.GITHUB_OUTPUT, 'cwd=' + (process.cwd() === process.env.GITHUB_WORKSPACE) + '\\n');
                console.log('main', process.env.STATE_from, process.env.INPUT_A_NAME, process.env.GITHUB_ACTION_REPOSITORY);
                console.log('::save-state name=old::way');
                """)
            .file(
                "post.js",
                """
                console.log('post', process.env.STATE_from, process.env.STATE_then, process.env.STATE_old, process.env.COLOUR);
                """);
    var sha = action.commit("v1");
    var ran =
        job("""
        - id: js
          uses: octo/js@v1
          env: {COLOUR: red}
          with: {A NAME: "${{ github.actor }}"}
        - name: second ${{ github.actor }}
          uses: octo/js@main
        - run: echo "${{ steps.js.outputs.cwd }}"; exit 1
        """)
            .run();
    assertThat(ran.outcome().steps())
        .as(ran.text())
        .extracting(StepResult::name)
        .containsExactly(
            "Set up job",
            "Pre Run octo/js@v1",
            "Pre second mona",
            "Run octo/js@v1",
            "second mona",
            "Run echo \"${{ steps.js.outputs.cwd }}\"; exit 1",
            "Post second mona",
            "Post Run octo/js@v1",
            "Complete job");
    assertThat(ran.lines(0)).contains("Use action octo/js@v1 (SHA:%s)".formatted(sha));
    assertThat(ran.lines(1)).contains("pre mona");
    assertThat(ran.printed(3)).startsWith("main pre mona octo/js");
    assertThat(ran.printed(4)).startsWith("main pre x octo/js");
    assertThat(ran.printed(5)).startsWith("true");
    assertThat(ran.lines(7)).containsExactly("post pre main way red");
    assertThat(ran.outcome().conclusion()).isEqualTo(Conclusion.FAILURE);
  }

  @Test
  void nestsActionsOfOtherRepositories() throws Exception {
    ActionRepository.make(folder, "octo/inner")
        .file("deep/action.yml", "runs: {using: node20, main: m.js, pre: p.js, post: q.js}\n")
        .file("deep/m.js", "console.log('inner main')\n")
        .file("deep/p.js", "console.log('inner pre')\n")
        .file("deep/q.js", "console.log('inner post')\n")
        .commit("v2");
    ActionRepository.make(folder, "octo/outer")
        .file(
            "action.yml",
            """
            runs:
              using: composite
              steps:
                - uses: octo/inner/deep@v2
                - uses: octo/inner/deep@v2
                - {shell: bash, run: 'cat "$GITHUB_ACTION_PATH/data"; echo " ${{ github.action_repository }}@${{ github.action_ref }}"'}
            """)
        .file("data", "outer's data")
        .commit("v1");
    var ran = job("- uses: octo/outer@v1\n- run: echo done\n").run();
    assertThat(ran.outcome().steps())
        .as(ran.text())
        .extracting(StepResult::name)
        .containsExactly(
            "Set up job",
            "Pre Run octo/outer@v1",
            "Run octo/outer@v1",
            "Run echo done",
            "Post Run octo/outer@v1",
            "Complete job");
    assertThat(ran.lines(1)).containsExactly("inner pre", "inner pre");
    assertThat(ran.lines(2)).contains("outer's data octo/outer@v1");
    assertThat(ran.lines(4)).containsExactly("inner post", "inner post");
  }

  @Test
  void doesNothingBeforeALocalActionButWhatItDoesAfter() {
    var ran =
        job(write("js/action.yml", "runs: {using: node20, pre: p.js, main: m.js, post: q.js}\n")
                + write("js/m.js", "process.exit(3)")
                + write("js/q.js", "console.log('cleaned')")
                + "- uses: ./js\n")
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success failure success");
    assertThat(ran.lines(5)).containsExactly("cleaned");
  }

  @Test
  void failsBeforeTheFirstStepWhenAnActionIsNotThere() throws Exception {
    ActionRepository.make(folder, "octo/js").file("action.yml", "name: x\n").commit("v1");
    for (var uses :
        new String[] {
          "octo/nowhere@v1", "octo/js@v9", "octo/js@0123abc", "octo/js@v1", "octo/js/sub@v1"
        }) {
      var ran = job("- run: echo never\n- uses: " + uses + "\n").run();
      assertThat(ran.outcome().conclusion()).as(uses).isEqualTo(Conclusion.FAILURE);
      assertThat(ran.steps()).as(uses).isEmpty();
      assertThat(ran.lines(0)).as(uses).last().asString().startsWith("##[error]");
    }
  }

  @Test
  void namesTheRemedyWhenNodeIsMissing() throws Exception {
    ActionRepository.make(folder, "octo/js")
        .file("action.yml", "runs: {using: node24, main: m.js}\n")
        .file("m.js", "")
        .commit("v1");
    Files.createDirectories(folder.resolve("bin"));
    var ran =
        job("- run: echo never\n- uses: octo/js@v1\n")
            .machine("PATH", folder.resolve("bin").toString())
            .run();
    assertThat(ran.lines(0))
        .last()
        .asString()
        .contains("octo/js@v1 runs on Node.js (node24)", "Install Node.js 24 or newer");
    assertThat(ran.steps()).isEmpty();
  }

  @Test
  void goesOnOfflineWithWhatWasFetchedBefore() throws Exception {
    var action = ActionRepository.make(folder, "octo/greet").file("action.yml", GREET);
    action.commit("v1");
    var steps = "- id: g\n  uses: octo/greet@v1\n- run: echo \"${{ steps.g.outputs.words }}\"\n";
    assertThat(job(steps).run().printed(2)).containsExactly("Hello, mona!");
    action.file("action.yml", GREET.replace("Hello", "Moved")).commit("v1");
    assertThat(job(steps).offline().run().printed(2)).containsExactly("Hello, mona!");
    assertThat(job(steps).run().printed(2)).containsExactly("Moved, mona!");
    var never = job("- uses: octo/other@v1\n").offline().run();
    assertThat(never.lines(0)).last().asString().contains("nothing is fetched offline");
  }

  @Test
  void stopsInsideAnActionWhenTheJobIsCancelled() {
    var ran =
        job(write(
                    "a/action.yml",
                    """
                    runs:
                      using: composite
                      steps:
                        - {shell: bash, run: echo ready; sleep 300}
                        - {shell: bash, run: echo never}
                        - {shell: bash, if: always(), run: echo cleaned up}
                    """)
                + "- uses: ./a\n- run: echo never\n")
            .when("ready", JobAgent::cancel)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success cancelled skipped");
    assertThat(ran.lines(2)).contains("cleaned up").doesNotContain("never");
  }

  @Test
  void endsAnActionWhoseTimeIsUp() {
    var ran =
        job(write(
                    "a/action.yml",
                    """
                    runs:
                      using: composite
                      steps:
                        - {shell: bash, run: sleep 300}
                        - {shell: bash, if: always(), run: echo never}
                    """)
                + "- uses: ./a\n  timeout-minutes: 0.005\n")
            .run();
    assertThat(ran.steps()).isEqualTo("success failure");
    assertThat(ran.lines(2))
        .doesNotContain("never")
        .anySatisfy(line -> assertThat(line).contains("has timed out after 0.005 minutes"));
  }
}
