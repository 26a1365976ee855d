package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deliveries`: List webhook deliveries and what became of them.
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = "List webhook deliveries and what became of them.",
    footer = {"", "Example:", "  slipway deliveries --status failed"})
public final class DeliveriesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "only of this repository")
  private Optional<String> repository = Optional.empty();

  @Option(names = "--status", description = "accepted, enqueued, planned, ignored, failed, dead")
  private Optional<String> status = Optional.empty();

  @Option(names = "--limit", description = "at most so many; default ${DEFAULT-VALUE}")
  private int limit = 20;

  public DeliveriesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var query = new StringBuilder("/deliveries?limit=").append(Math.clamp(limit, 1, 100));
    repository.ifPresent(value -> query.append("&repository=").append(Platform.part(value)));
    status.ifPresent(value -> query.append("&status=").append(Platform.part(value)));
    var answer = options.platform().get(query.toString());
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    var table = new Table("STATUS", "EVENT", "REPOSITORY", "ID", "AGE", "DETAIL");
    for (var delivery : Show.objects(answer, "deliveries")) {
      table.row(
          delivery.string("status").orElse(""),
          delivery.string("event").orElse(""),
          delivery.string("repository").orElse(""),
          delivery.string("id").orElse(""),
          Show.ago(delivery, "receivedAt"),
          delivery.string("detail").orElse(""));
    }
    table.lines().forEach(terminal.out()::println);
    return Exit.OK;
  }
}
