package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `slipway run` with real actions, from outside.
class ActionsRunTest {
  private static final String CI = ".github/workflows/ci.yml";

  private final Path server;
  private final CommandProcess here;
  private final CommandProcess action;

  ActionsRunTest(@TempDir Path folder) throws Exception {
    this.server = folder.resolve("server");
    this.here = new CommandProcess(Files.createDirectories(folder.resolve("work")));
    this.action = new CommandProcess(Files.createDirectories(server.resolve("octo/hello")));
  }

  @BeforeEach
  void anAction() throws Exception {
    action
        .file(
            "action.yml",
            """
            inputs: {who: {default: you}}
            outputs: {words: {value: "${{ steps.say.outputs.words }}"}}
            runs:
              using: composite
              steps:
                - id: say
                  shell: bash
                  run: echo "words=hi ${{ inputs.who }}" >> "$GITHUB_OUTPUT"; echo "hi ${{ inputs.who }}"
            """)
        .file("js/action.yml", "runs: {using: node20, main: m.js, post: p.js}\n")
        .file("js/m.js", "console.log('node says', process.env.GITHUB_ACTION_REF)\n")
        .file("js/p.js", "console.log('bye')\n");
    action.git("add", ".");
    action.git("commit", "--quiet", "-m", "An action");
    action.git("tag", "v1");
    here.file("README.md", "text\n");
    here.git("add", ".");
    here.git("commit", "--quiet", "-m", "first");
  }

  private void job(String steps) throws Exception {
    here.file(
        CI, "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n" + steps.indent(6));
  }

  @Test
  void runsActionsOfAnotherRepositoryAndHandsArtifactsOn() throws Exception {
    here.file(
        CI,
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - id: hello
                uses: octo/hello@v1
                with: {who: mona}
              - uses: octo/hello/js@v1
              - run: echo "${{ steps.hello.outputs.words }} again" > app
              - uses: actions/upload-artifact@v4
                with: {name: app, path: app}
          deploy:
            needs: build
            runs-on: ubuntu-latest
            steps:
              - uses: actions/download-artifact@v4
                with: {name: app}
              - run: cat app
        """);

    var result = here.slipway("run", "--actions-server", server.toString());

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("hi mona", "node says v1", "bye", "hi mona again")
        .contains("built in, since the real one cannot be fetched");
    // What was fetched once is there without the server.
    here.git("mv", "README.md", "README");
    var offline =
        here.slipway("run", "--offline", "--actions-server", server.resolve("gone").toString());
    assertThat(offline.exit()).as(offline.out()).isZero();
    assertThat(offline.out()).contains("node says v1");
  }

  @Test
  void refusesAnActionThatCannotBeHadAndSaysWhy() throws Exception {
    here.file(
        CI, "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{uses: octo/never@v1}]}}\n");

    var result = here.slipway("run", "--actions-server", server.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("Unable to fetch action octo/never@v1");
  }

  @Test
  void staysWithTheCommitThatWasLocked() throws Exception {
    here.file(
        CI, "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{uses: octo/hello@v1}]}}\n");
    var from = new String[] {"run", "--actions-server", server.toString()};
    var first = action.git("rev-parse", "HEAD").strip();
    assertThat(here.slipway("run", "--lock", from[1], from[2]).exit()).isZero();
    assertThat(here.git("diff", "--no-index", "/dev/null", ".slipway/actions.lock"))
        .contains("\"octo/hello@v1\": \"" + first + "\"");
    action.file("action.yml", "runs: {using: composite, steps: [{shell: sh, run: echo moved}]}\n");
    action.git("add", ".");
    action.git("commit", "--quiet", "-m", "Move");
    action.git("tag", "--force", "v1");

    var locked = here.slipway(from);
    assertThat(locked.out()).contains("hi you").doesNotContain("moved");
    here.git("clean", "--quiet", "--force", "-d", ".slipway");
    assertThat(here.slipway(from).out()).contains("moved");
  }

  @Test
  void showsWhatStepsWroteForPeople() throws Exception {
    job(
        """
        - run: echo '| tests | 42 |' >> "$GITHUB_STEP_SUMMARY"; echo '::warning file=a.c,line=3::careful'
        """);
    assertThat(here.slipway("run").out()).contains("✓ a").contains("      | tests | 42 |");
    assertThat(here.slipway("run", "--json").out())
        .contains("\"type\":\"job.reported\"", "\"file\":\"a.c\"", "\"line\":3")
        .contains("\"text\":\"| tests | 42 |");
  }

  @Test
  void tellsStepsApartThatSpeakAtOnce() throws Exception {
    job(
        """
        - parallel:
            - {name: One, run: 'mkfifo a b; echo x > a; read y < b; echo one after'}
            - {name: Two, run: 'until [ -p b ]; do :; done; read x < a; echo two; echo y > b'}
        """);

    var result = here.slipway("run");

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).contains("One │ one after", "Two │ two", "✓ One", "✓ Two");
  }
}
