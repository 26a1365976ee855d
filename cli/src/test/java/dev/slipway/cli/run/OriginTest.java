package dev.slipway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.git.WorkingCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "a copy of {0} is one of {1}")
  @CsvSource({
    "https://github.com/octo/hello.git, octo/hello",
    "git@github.com:octo/hello.git,     octo/hello",
    "/srv/main/.,                       local/repository",
  })
  void takesTheNameOfTheRemoteWhereItIsOne(String remote, String name) throws Exception {
    git("init", "--quiet", "--initial-branch=main");
    git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "a");
    git("remote", "add", "origin", remote);

    var event = Origin.of(WorkingCopy.containing(folder), Optional.empty()).event("push");

    assertThat(event.repository()).hasToString(name);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
