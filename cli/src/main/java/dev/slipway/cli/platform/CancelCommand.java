package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cancel`: Cancel a run as on GitHub; always() steps and jobs still run.
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancel a run as on GitHub; always() steps and jobs still run.",
    footer = {"", "Example:", "  slipway cancel 7354507590416620"})
public final class CancelCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(paramLabel = "RUN", description = "the run's id")
  private String id = "";

  public CancelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var answer = options.platform().post("/runs/" + Platform.part(id) + "/cancel", Json.Obj.EMPTY);
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    terminal.out().println("run " + id + " is being cancelled");
    return Exit.OK;
  }
}
