package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `env`: Print exports that point AWS clients at the platform on this machine.
@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    description = "Print exports that point AWS clients at the platform on this machine.",
    footer = {"", "Example:", "  eval \"$(slipway env)\" && aws dynamodb list-tables"})
public final class EnvCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(names = "--region", description = "default ${DEFAULT-VALUE}")
  private String region = "us-east-1";

  public EnvCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var aws =
        options
            .platform()
            .awsUrl()
            .orElseThrow(() ->
                Refusal.environment(
                    "only a platform on this machine has AWS endpoints; start one with: ./slipway up"));
    var answer =
        Json.object()
            .put("AWS_ENDPOINT_URL", aws)
            .put("AWS_REGION", region)
            .put("AWS_DEFAULT_REGION", region)
            .put("AWS_ACCESS_KEY_ID", "slipway")
            .put("AWS_SECRET_ACCESS_KEY", "slipway")
            .build();
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    answer
        .members()
        .forEach((name, value) ->
            terminal.out().println("export %s=%s".formatted(name, ((Json.Str) value).value())));
    return Exit.OK;
  }
}
