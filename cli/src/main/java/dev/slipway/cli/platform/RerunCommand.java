package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rerun`: Run all jobs of a run again, the failed ones, or one.
@Command(
    name = "rerun",
    mixinStandardHelpOptions = true,
    description = "Run all jobs of a run again, the failed ones, or one.",
    footer = {"", "Example:", "  slipway rerun 7354507590416620 --failed"})
public final class RerunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(paramLabel = "RUN", description = "the run's id")
  private String id = "";

  @Option(names = "--failed", description = "only failed jobs and those that need them")
  private boolean failed;

  @Option(names = "--job", description = "only this job and those that need it")
  private Optional<String> job = Optional.empty();

  public RerunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (failed && job.isPresent()) {
      throw Refusal.invalid("--failed and --job exclude each other");
    }
    var body =
        job.map(key -> Json.object().put("job", key).build())
            .orElseGet(() -> Json.object().put("only", failed ? "failed" : "all").build());
    var answer = options.platform().post("/runs/" + Platform.part(id) + "/rerun", body);
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    terminal
        .out()
        .printf(
            "run %s goes on with attempt %d%n",
            id, answer.number("attempt").orElse(1.0).longValue());
    return Exit.OK;
  }
}
