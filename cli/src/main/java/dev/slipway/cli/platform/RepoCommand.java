package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `repo`: which repositories' webhooks count.
@Command(
    name = "repo",
    mixinStandardHelpOptions = true,
    description = "Connect, list and remove repositories.",
    footer = {
      "",
      "Examples:",
      "  slipway repo add https://github.com/me/app",
      "  slipway repo list"
    })
public final class RepoCommand implements Callable<Integer> {
  private static final Pattern LAST_TWO =
      Pattern.compile("([A-Za-z0-9._-]+)[/:]([A-Za-z0-9._-]+?)(?:\\.git)?/?$");

  private final Terminal terminal;

  public RepoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return list(new PlatformOptions());
  }

  @Command(name = "add", mixinStandardHelpOptions = true, description = "Connect a repository.")
  int add(
      @Parameters(paramLabel = "URL", description = "https or ssh; here also file or a path")
          String url,
      @Option(names = "--name", paramLabel = "OWNER/NAME", description = "default: from the URL")
          Optional<String> name,
      @Mixin PlatformOptions own) {
    var matcher = LAST_TWO.matcher(url);
    var called =
        name.or(() ->
                matcher.find()
                    ? Optional.of(matcher.group(1) + "/" + matcher.group(2))
                    : Optional.empty())
            .orElseThrow(
                () -> Refusal.invalid("%s: name it with --name OWNER/NAME".formatted(url)));
    var answer = own.platform().connect(called, url);
    terminal
        .out()
        .println(
            own.isJson() ? answer.text() : "connected " + answer.string("name").orElse(called));
    return Exit.OK;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List repositories.")
  int list(@Mixin PlatformOptions own) {
    var answer = own.platform().get("/repositories");
    if (own.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    var table = new Table("NAME", "URL", "CONNECTED");
    for (var repository : Show.objects(answer, "repositories")) {
      table.row(
          repository.string("name").orElse(""),
          repository.string("url").orElse(""),
          Show.ago(repository, "connectedAt"));
    }
    table.lines().forEach(terminal.out()::println);
    return Exit.OK;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forget a repository; its runs stay.")
  int remove(@Parameters(paramLabel = "OWNER/NAME") String name, @Mixin PlatformOptions own) {
    own.platform().delete("/repositories/" + RepositoryPath.of(name));
    terminal.out().println("removed " + name);
    return Exit.OK;
  }
}
