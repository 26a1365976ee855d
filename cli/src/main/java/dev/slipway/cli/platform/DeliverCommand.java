package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.model.RepositoryId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deliver`: what a post-receive hook calls, to tell a platform of a push as GitHub would. Reads
/// `old new ref` lines.
@Command(name = "deliver", hidden = true, description = "Tell a platform of a push.")
public final class DeliverCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--url", required = true, description = "the platform")
  private String url = "";

  @Option(names = "--repo", required = true, paramLabel = "OWNER/NAME", description = "of the push")
  private String repository = "";

  @Option(names = "--secret-file", required = true, description = "holds the webhook secret")
  private Path secretFile = Path.of("");

  public DeliverCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var forge = new Forge(url, WorkflowFiles.text(secretFile).strip());
    var id = RepositoryId.parse(repository);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var parts = line.strip().split(" ", 3);
      if (parts.length == 3) {
        var status = forge.tell(new Forge.Push(id, parts[2], parts[0], parts[1]));
        if (status >= 300) {
          throw Refusal.failed("the platform answered %d".formatted(status));
        }
        terminal.out().println("slipway: told %s of %s".formatted(url, parts[2]));
      }
    }
    return Exit.OK;
  }
}
