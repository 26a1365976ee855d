package dev.slipway.cli.file;

import dev.slipway.ci.expression.Eval;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `eval`: expressions in, values out, one JSON object a line.
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = "Compute expressions: one JSON object a line in, one out.",
    footer = {
      "",
      "Example:",
      "  echo '{\"expr\":\"github.ref == inputs.ref\",\"contexts\":{\"github\":{\"ref\":\"a\"}}}' | slipway eval"
    })
public final class EvalCommand implements Callable<Integer> {
  private final Terminal terminal;

  public EvalCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // One flush per line would cost more than the expressions; one per pause keeps pipes alive.
    try (var out = new PrintStream(terminal.out(), false, StandardCharsets.UTF_8)) {
      var buffer = new StringBuilder();
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        if (!line.isBlank()) {
          buffer.append(Eval.line(line)).append('\n');
        }
        if (!input.ready()) {
          out.print(buffer);
          out.flush();
          buffer.setLength(0);
        }
      }
      out.print(buffer);
    }
    return Exit.OK;
  }
}
