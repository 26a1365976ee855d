package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of the platform with real actions: of the repository, of another one, and stand-ins.
class ActionsPathTest {
  private static final String WORKFLOW =
      """
      name: Actions
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          outputs: {words: "${{ steps.greet.outputs.words }}"}
          steps:
            - uses: actions/checkout@v4
            - id: greet
              uses: ./greet
              with: {who: Octo}
            - uses: $/greet
            - uses: tools/node@v1
            - uses: actions/cache@v4
              with: {path: kept, key: k}
            - run: mkdir -p out kept; echo "built at $GITHUB_SERVER_URL" > out/app; echo c > kept/c
            - uses: actions/upload-artifact@v4
              with: {name: app, path: out}
        deploy:
          needs: build
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v4
              with: {name: app, path: in}
            - uses: actions/cache/restore@v4
              with: {path: kept, key: k}
            - run: cat in/app kept/c; echo "${{ needs.build.outputs.words }}"
      """;

  private static final String GREET =
      """
      inputs: {who: {default: nobody}}
      outputs: {words: {value: "${{ steps.say.outputs.words }}"}}
      runs:
        using: composite
        steps:
          - {id: say, shell: bash, run: 'echo "words=Hello ${{ inputs.who }}" >> "$GITHUB_OUTPUT"; echo "Hello ${{ inputs.who }}"'}
      """;

  @TempDir static Path folder;

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static List<String> lines(Json.Obj run, String job) {
    var log =
        platform.get("/api/v1/runs/%s/jobs/%s/log".formatted(run.requireString("id"), job)).json();
    return log.array("events").stream()
        .flatMap(event -> ((Json.Obj) event).string("m").stream())
        .toList();
  }

  private static Json.Obj run(String name, String workflow) {
    var repository = TestRepository.create(folder, "ann/" + name);
    repository.commit("greet/action.yml", GREET, "Greet");
    platform.connect(repository);
    return platform.runOf(platform.pushed(repository, TestRepository.CI, workflow));
  }

  @Test
  void jobsUseActionsAndHandFilesOn() {
    var action = TestRepository.create(folder.resolve("actions/tools"), "node");
    action.commit("action.yml", "runs: {using: node20, main: m.js, post: p.js}\n", "Describe");
    action.commit("m.js", "console.log('from another repository')\n", "Run");
    action.commit("p.js", "console.log('cleaned up')\n", "Clean");
    action.git("tag", "v1");

    var run = run("actions", WORKFLOW);

    var build = lines(run, "build");
    assertThat(run.string("conclusion")).as(String.join("\n", build)).contains("success");
    assertThat(build)
        .contains("Hello Octo", "Hello nobody", "from another repository", "cleaned up")
        .contains("Use action tools/node@v1 (SHA:%s)".formatted(action.head()))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "Run actions/upload-artifact@v4 (built in, since the real one cannot be"));
    assertThat(lines(run, "deploy")).contains("built at https://github.com", "c", "Hello Octo");
  }

  @Test
  void anActionThatIsNotThereFailsItsJobAndTheRunConcludes() {
    var run =
        run(
            "missing",
            """
            on: push
            jobs:
              a: {runs-on: ubuntu-latest, steps: [{uses: nobody/nothing@v1}]}
              b: {needs: a, runs-on: ubuntu-latest, steps: [{run: echo never}]}
            """);
    assertThat(run.string("conclusion")).contains("failure");
    assertThat(lines(run, "a"))
        .anySatisfy(line ->
            assertThat(line).startsWith("##[error]Unable to fetch action nobody/nothing@v1"));
  }

  @Test
  void backgroundStepsRunOnThePlatformToo() {
    var run =
        run(
            "parallel",
            """
            on: push
            jobs:
              a:
                runs-on: ubuntu-latest
                steps:
                  - parallel:
                      - {id: one, run: 'echo "n=1" >> "$GITHUB_OUTPUT"'}
                      - {id: two, run: 'echo "n=2" >> "$GITHUB_OUTPUT"'}
                  - run: echo "${{ steps.one.outputs.n }}${{ steps.two.outputs.n }}"
            """);
    assertThat(run.string("conclusion")).contains("success");
    assertThat(lines(run, "a")).contains("12");
  }
}
