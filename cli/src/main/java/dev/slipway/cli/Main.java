package dev.slipway.cli;

import dev.slipway.cli.bench.BenchCommand;
import dev.slipway.cli.compile.CompileCommand;
import dev.slipway.cli.file.EvalCommand;
import dev.slipway.cli.file.LintCommand;
import dev.slipway.cli.machine.DoctorCommand;
import dev.slipway.cli.machine.RehearseCommand;
import dev.slipway.cli.platform.CancelCommand;
import dev.slipway.cli.platform.CostCommand;
import dev.slipway.cli.platform.DeadLettersCommand;
import dev.slipway.cli.platform.DeliverCommand;
import dev.slipway.cli.platform.DeliveriesCommand;
import dev.slipway.cli.platform.DispatchCommand;
import dev.slipway.cli.platform.EnvCommand;
import dev.slipway.cli.platform.LogsCommand;
import dev.slipway.cli.platform.RepoCommand;
import dev.slipway.cli.platform.RerunCommand;
import dev.slipway.cli.platform.RunsCommand;
import dev.slipway.cli.run.RunHere;
import dev.slipway.cli.up.UpCommand;
import dev.slipway.git.GitException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Where `./slipway` begins.
@Command(
    name = "slipway",
    mixinStandardHelpOptions = true,
    version = "slipway 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "CI/CD that reads your GitHub Actions workflows, on your machine or in your AWS account.",
    footer = {
      "",
      "Examples:",
      "  slipway run                       run what a push would start, here and now",
      "  slipway lint                      check the workflow files",
      "  slipway up                        start the platform on this machine",
      "",
      "Exit codes: 0 success, 1 failed, 2 invalid use or input, 3 environment, 130 interrupted"
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(execute(Terminal.ofProcess(), arguments));
  }

  /// Runs one command.
  ///
  /// @return its exit code
  public static int execute(Terminal terminal, String... arguments) {
    var line = new CommandLine(new Main());
    var wanted = arguments.length == 0 ? "" : arguments[0];
    var all = commands(terminal);
    var one = all.get(wanted);
    if (one == null) {
      all.forEach((name, command) -> line.addSubcommand(name, command.apply(name)));
      hide(line, List.of("rehearse", "bench"));
    } else {
      line.addSubcommand(wanted, one.apply(wanted));
    }
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.hasColor() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setExecutionExceptionHandler((e, _, _) -> failure(terminal, e));
    return line.execute(arguments);
  }

  private static void hide(CommandLine line, List<String> names) {
    names.forEach(name -> {
      var hidden = line.getSubcommands().get(name);
      if (hidden != null) {
        hidden.getCommandSpec().usageMessage().hidden(true);
      }
    });
  }

  private static int failure(Terminal terminal, Exception e) throws Exception {
    return switch (e) {
      case Refusal refusal -> {
        terminal.err().println("slipway: " + refusal.getMessage());
        yield refusal.exit();
      }
      case GitException git -> {
        terminal.err().println("slipway: " + git.getMessage());
        yield Exit.ENVIRONMENT;
      }
      default -> throw e;
    };
  }

  /// Each command is made only when it is asked for.
  private static Map<String, Function<String, Object>> commands(Terminal terminal) {
    var commands = new LinkedHashMap<String, Function<String, Object>>();
    commands.put("up", _ -> new UpCommand(terminal));
    commands.put("run", _ -> new RunHere(terminal));
    commands.put("lint", _ -> new LintCommand(terminal));
    commands.put("compile", _ -> new CompileCommand(terminal));
    commands.put("eval", _ -> new EvalCommand(terminal));
    commands.put("runs", _ -> new RunsCommand(terminal));
    commands.put("logs", _ -> new LogsCommand(terminal));
    commands.put("rerun", _ -> new RerunCommand(terminal));
    commands.put("cancel", _ -> new CancelCommand(terminal));
    commands.put("dispatch", _ -> new DispatchCommand(terminal));
    commands.put("cost", _ -> new CostCommand(terminal));
    commands.put("deliveries", _ -> new DeliveriesCommand(terminal));
    commands.put("dead-letters", _ -> new DeadLettersCommand(terminal));
    commands.put("repo", _ -> new RepoCommand(terminal));
    commands.put("env", _ -> new EnvCommand(terminal));
    commands.put("doctor", _ -> new DoctorCommand(terminal));
    commands.put("bench", _ -> new BenchCommand(terminal));
    commands.put("deliver", _ -> new DeliverCommand(terminal));
    commands.put("rehearse", _ -> new RehearseCommand(terminal));
    return commands;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }
}
