package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dead-letters`: messages that failed too often.
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Show messages that failed five times; put them back on the queue.",
    footer = {"", "Example:", "  slipway dead-letters redrive"})
public final class DeadLettersCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  public DeadLettersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var answer = options.platform().get("/dead-letters");
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    var table = new Table("DELIVERY", "REPOSITORY", "RECEIVED", "AGE", "DETAIL");
    for (var message : Show.objects(answer, "messages")) {
      table.row(
          message.string("deliveryId").orElse(""),
          message.string("repository").orElse(""),
          message.number("receivedCount").orElse(0.0).longValue() + " times",
          Show.ago(message, "sentAt"),
          message.string("detail").orElse(""));
    }
    table.lines().forEach(terminal.out()::println);
    terminal
        .out()
        .println("%d dead letter(s)".formatted(answer.number("count").orElse(0.0).longValue()));
    return Exit.OK;
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = "Put the dead letters back on the queue.")
  int redrive(@Mixin PlatformOptions own) {
    var answer = own.platform().post("/dead-letters/redrive", Json.Obj.EMPTY);
    terminal
        .out()
        .println(
            own.isJson()
                ? answer.text()
                : "moved %d message(s)".formatted(answer.number("moved").orElse(0.0).longValue()));
    return Exit.OK;
  }
}
