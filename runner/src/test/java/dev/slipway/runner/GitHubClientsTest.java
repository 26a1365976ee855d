package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The published `@actions/artifact`, `@actions/cache` and `@actions/core` in an action of ours.
@Timeout(180)
class GitHubClientsTest {
  private static final Path CLIENTS = Path.of("src/test/clients").toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void areInstalled() {
    assertThat(CLIENTS.resolve("node_modules/@actions/artifact"))
        .as("install them with: node site/tools/maven.mjs --folder runner/src/test/clients")
        .isDirectory();
  }

  /// Runs one of the scripts as an action that brings its packages along.
  private OneJob.Ran run(String script, String more) throws IOException {
    var action = Files.createDirectories(folder.resolve("copy/action"));
    Files.writeString(
        action.resolve("action.yml"),
        "inputs: {number: {default: 42}}\nruns: {using: node20, main: %s}\n".formatted(script));
    Files.copy(CLIENTS.resolve(script), action.resolve(script));
    Files.createSymbolicLink(action.resolve("node_modules"), CLIENTS.resolve("node_modules"));
    return OneJob.workflow(
            folder,
            """
            on: push
            permissions: {id-token: write}
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - id: clients
                    uses: $/action
            %s
            """
                .formatted(more.indent(6)))
        .source(new Source.WorkingCopy(folder.resolve("copy")))
        .run();
  }

  private static List<String> said(OneJob.Ran ran) {
    return ran.lines(1).stream().filter(line -> line.startsWith("> ")).toList();
  }

  @Test
  void storesArtifacts() throws IOException {
    var ran = run("artifacts.mjs", "");
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success");
    assertThat(said(ran))
        .containsExactly(
            "> uploaded true",
            "> refused true",
            "> listed mine other",
            "> same true",
            "> left mine");
  }

  @Test
  void storesCachesInBothProtocols() throws IOException {
    var ran = run("caches.mjs", "");
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success");
    for (var protocol : List.of("v2", "v1")) {
      assertThat(said(ran))
          .contains(
              "> %s before undefined".formatted(protocol),
              "> %s saved true".formatted(protocol),
              "> %1$s exact %1$s-linux-1 %1$s".formatted(protocol),
              "> %1$s prefix %1$s-linux-1 true".formatted(protocol),
              "> %s other paths undefined".formatted(protocol),
              "> %s again -1".formatted(protocol));
    }
  }

  @Test
  void understandsTheirCommandsAndGivesThemTokens() throws IOException {
    var ran =
        run(
            "core.mjs",
            """
            - run: |
                echo "$COLOUR ${PATH%%:*} [$ACTIONS_RUNTIME_TOKEN] ${ACTIONS_ID_TOKEN_REQUEST_URL:+url}"
                echo "${{ steps.clients.outputs.multi }}"
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success");
    assertThat(said(ran))
        .containsExactly(
            "> repo:octo/hello:ref:refs/heads/main sts.amazonaws.com",
            "> signed true",
            "> masked ***");
    assertThat(ran.lines(1)).contains("##[warning]a.txt:3: careful", "##[group]numbers", "42");
    assertThat(ran.printed(2)).containsExactly("red", "green /mine [] url", "line", "line");
  }
}
