package dev.slipway.cli.machine;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Main;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.platform.Forge;
import dev.slipway.cli.platform.Platform;
import dev.slipway.cli.run.Folders;
import dev.slipway.cli.up.Installed;
import dev.slipway.local.SlipwayCloud;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
      platform(folder);
    } finally {
      Folders.delete(folder);
    }
    return Exit.OK;
  }

  /// A push, its run, and a look at the site.
  private static void platform(Path folder) throws IOException, InterruptedException {
    git(folder, "-c", "user.name=r", "-c", "user.email=r@r.r", "commit", "--quiet", "-m", "First");
    var repository = RepositoryId.parse("rehearsal/rehearsal");
    var settings =
        Installed.settings(folder.resolve(".platform"), 0, 0, 8, Store.Durability.PROCESS);
    try (var cloud = SlipwayCloud.start(settings)) {
      var platform = Platform.at(cloud.url());
      platform.connect(repository.toString(), folder.toString());
      var head = head(folder);
      new Forge(cloud.url(), cloud.webhookSecret())
          .tell(new Forge.Push(repository, "refs/heads/main", "0".repeat(40), head));
      var patience = Duration.ofSeconds(30).toMillis();
      for (var waited = 0;
          waited < patience && !isOver(platform.get("/runs?limit=1"));
          waited += 50) {
        Thread.sleep(50);
      }
      URI.create(cloud.url() + "/").toURL().openStream().close();
    }
  }

  private static boolean isOver(Json.Obj page) {
    return !page.array("runs").isEmpty()
        && page.array("runs").getFirst() instanceof Json.Obj run
        && run.string("status").filter("completed"::equals).isPresent();
  }

  private static String head(Path folder) throws IOException {
    return Files.readString(folder.resolve(".git/refs/heads/main")).strip();
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
