package dev.slipway.cli.machine;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Main;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.run.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `rehearse`: does a little of everything once, so that the launcher can record which classes each
/// start needs. Not for people.
@Command(name = "rehearse", description = "Train the cache that makes starts fast.")
public final class RehearseCommand implements Callable<Integer> {
  private static final String WORKFLOW =
      """
      name: Rehearsal
      on: [push, workflow_dispatch]
      env:
        GREETING: hello
      jobs:
        build:
          runs-on: ubuntu-latest
          outputs:
            word: ${{ steps.say.outputs.word }}
          steps:
            - uses: actions/checkout@v4
            - id: say
              run: echo "word=$GREETING" >> "$GITHUB_OUTPUT"
        test:
          needs: build
          if: ${{ !cancelled() && needs.build.outputs.word == 'hello' }}
          strategy:
            matrix:
              part: [1, 2]
          runs-on: ubuntu-latest
          steps:
            - name: Part ${{ matrix.part }}
              run: |
                echo "::group::part"
                echo "${{ format('{0} {1}', needs.build.outputs.word, matrix.part) }}"
      """;

  private final Terminal terminal;

  public RehearseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("slipway-rehearsal-");
    try {
      var file = folder.resolve(".github/workflows/rehearsal.yml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, WORKFLOW);
      git(folder, "init", "--quiet", "--initial-branch=main");
      git(folder, "add", ".");
      Main.execute(terminal, "run", "--directory", folder.toString());
      Main.execute(terminal, "run", "--directory", folder.toString(), "--json");
      Main.execute(terminal, "lint", file.toString());
      Main.execute(terminal, "compile", file.toString());
      Main.execute(terminal, "compile", file.toString(), "--emit", "plan");
      Main.execute(terminal, "--help");
    } finally {
      Folders.delete(folder);
    }
    return Exit.OK;
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
