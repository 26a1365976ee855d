package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of `docker`, told by a program of that name that only tells.
@Timeout(60)
class ContainerTest {
  private static final String TELLING =
      """
      #!/bin/bash
      echo "docker $*" | sed "s|$HOME|~|g"
      [ "$1" = run ] || exit 0
      echo "INPUT_WHO=$INPUT_WHO STATE_kept=$STATE_kept OUTPUT=$(dirname "$GITHUB_OUTPUT") $GITHUB_WORKSPACE"
      echo "::save-state name=kept::yes"
      """;

  @TempDir Path folder;

  private OneJob job(String steps) throws Exception {
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(bin.resolve("docker"), TELLING);
    Files.setPosixFilePermissions(
        bin.resolve("docker"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return OneJob.steps(folder, steps)
        .source(new Source.WorkingCopy(folder))
        .machine("PATH", bin + ":" + System.getenv("PATH"));
  }

  @Test
  void buildsAndRunsAnActionWithADockerfile() throws Exception {
    var ran =
        job(ActionsTest.write(
                    "box/action.yml",
                    """
                    inputs: {who: {default: mona}}
                    runs:
                      using: docker
                      image: Dockerfile
                      args: ['--who', '${{ inputs.who }}']
                      env: {LEVEL: "${{ inputs.who }}"}
                      post-entrypoint: /clean.sh
                    """)
                + ActionsTest.write("box/Dockerfile", "FROM scratch\n")
                + "- uses: ./box\n  env: {MINE: '1'}\n")
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success success");
    var printed = ran.printed(3);
    assertThat(printed.get(0)).startsWith("docker build -t slipway-action:").contains("Dockerfile");
    assertThat(printed.get(1))
        .startsWith(
            "docker run --rm --network host --workdir /github/workspace -e HOME=/github/home")
        .contains(" -e MINE", " -e INPUT_WHO", " -e LEVEL", ":/github/workspace", "--who mona")
        .doesNotContain("-e PATH", "INPUT_WHO=");
    assertThat(printed.get(2))
        .isEqualTo("INPUT_WHO=mona STATE_kept= OUTPUT=/github/file_commands /github/workspace");
    assertThat(ran.text()).contains("--entrypoint /clean.sh", "INPUT_WHO=mona STATE_kept=yes");
  }

  @Test
  void runsAnImage() throws Exception {
    var ran =
        job("""
        - uses: docker://alpine:3
          with: {entrypoint: /bin/echo, args: 'one "two three"'}
        """)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success");
    assertThat(ran.printed(1).getFirst())
        .contains("--entrypoint /bin/echo")
        .endsWith("alpine:3 one two three");
  }

  @Test
  void namesTheRemedyWhenDockerIsMissing() throws Exception {
    var empty = Files.createDirectories(folder.resolve("empty"));
    var ran = job("- uses: docker://alpine:3\n").machine("PATH", empty.toString()).run();
    assertThat(ran.steps()).isEqualTo("failure");
    assertThat(ran.text())
        .contains("docker://alpine:3 runs in a container, and there is no 'docker' on the PATH");
  }
}
