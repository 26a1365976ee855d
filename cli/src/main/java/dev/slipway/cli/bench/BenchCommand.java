package dev.slipway.cli.bench;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `bench`: the figures of `docs/benchmarks.md`, measured through the launcher.
@Command(
    name = "bench",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Measure; prints a Markdown table.",
    footer = {"", "Examples:", "  slipway bench", "  slipway bench up"})
public final class BenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..*",
      description = "language, run, up, tables, states, faults; absent: all")
  private List<String> wanted = List.of();

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Measures of one kind.
  interface Measures {
    void measure(Rows rows) throws IOException, InterruptedException;
  }

  /// Takes one figure: what, how much, and what must hold.
  interface Rows {
    void row(String what, String measured, String must);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var launcher = launcher();
    Map<String, Measures> known = new LinkedHashMap<>();
    known.put("language", new LanguageMeasures(launcher));
    known.put("run", new RunMeasures(launcher));
    known.put("up", new PlatformMeasures(launcher));
    known.put("tables", new TableMeasures(launcher));
    known.put("states", new StateMeasures(launcher));
    known.put("faults", new FaultMeasures(launcher));
    for (var name : wanted) {
      if (!known.containsKey(name)) {
        throw Refusal.invalid("bench measures %s, not %s".formatted(known.keySet(), name));
      }
    }
    row("What", "Measured", "Must hold");
    terminal.out().println("|---|---|---|");
    for (var one : known.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(one.getKey())) {
        one.getValue().measure(this::row);
      }
    }
    return Exit.OK;
  }

  private static Path launcher() {
    return Path.of(System.getProperty("slipway.root", "."), "slipway").toAbsolutePath();
  }

  private void row(String what, String measured, String must) {
    terminal.out().println("| %s | %s | %s |".formatted(what, measured, must));
  }
}
