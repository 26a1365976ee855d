package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cost`: Show the bill of a run, or of the newest runs.
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description = "Show the bill of a run, or of the newest runs.",
    footer = {"", "Example:", "  slipway cost 7354507590416620"})
public final class CostCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "the run's id; absent: the newest 10")
  private Optional<String> id = Optional.empty();

  public CostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var platform = options.platform();
    var ids =
        id.map(List::of)
            .orElseGet(() ->
                Show.objects(platform.get("/runs?limit=10"), "runs").stream()
                    .flatMap(run -> run.string("id").stream())
                    .toList());
    for (var run : ids) {
      print(run, platform.get("/runs/" + Platform.part(run) + "/cost"));
    }
    return Exit.OK;
  }

  private void print(String run, Json.Obj cost) {
    if (options.isJson()) {
      terminal.out().println(cost.with("run", Json.of(run)).text());
      return;
    }
    terminal
        .out()
        .println(
            String.format(Locale.ROOT, "run %s: $%.6f", run, cost.number("total").orElse(0.0)));
    var table = new Table("SERVICE", "QUANTITY", "UNIT", "USD");
    for (var line : Show.objects(cost, "lines")) {
      table.row(
          line.string("service").orElse(""),
          line.number("quantity").map(n -> Json.of(n).text()).orElse(""),
          line.string("unit").orElse(""),
          String.format(Locale.ROOT, "%.6f", line.number("amount").orElse(0.0)));
    }
    table.lines().forEach(text -> terminal.out().println("  " + text));
  }
}
