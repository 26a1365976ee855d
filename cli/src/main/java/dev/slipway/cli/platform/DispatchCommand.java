package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.git.WorkingCopy;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dispatch`: Start a workflow that has workflow_dispatch.
@Command(
    name = "dispatch",
    mixinStandardHelpOptions = true,
    description = "Start a workflow that has workflow_dispatch.",
    footer = {
      "",
      "Example:",
      "  slipway dispatch deploy.yml --repo me/app --ref main --input target=staging"
    })
public final class DispatchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "file name or path")
  private String workflow = "";

  @Option(
      names = "--repo",
      paramLabel = "OWNER/NAME",
      description = "default: the origin of the working copy")
  private Optional<String> repository = Optional.empty();

  @Option(names = "--ref", description = "branch or tag; default: the default branch")
  private Optional<String> ref = Optional.empty();

  @Option(names = "--input", paramLabel = "K=V", description = "an input")
  private List<String> inputs = List.of();

  public DispatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var given = Json.object();
    for (var input : inputs) {
      var split = input.indexOf('=');
      if (split < 1) {
        throw Refusal.invalid("--input %s: write NAME=VALUE".formatted(input));
      }
      given.put(input.substring(0, split), input.substring(split + 1));
    }
    var body =
        Json.object()
            .put("workflow", workflow)
            .put("ref", ref)
            .put("inputs", given.build())
            .build();
    var answer =
        options.platform().post("/repositories/" + RepositoryPath.of(name()) + "/dispatches", body);
    if (options.isJson()) {
      terminal.out().println(answer.text());
      return Exit.OK;
    }
    terminal.out().println("accepted as delivery " + answer.string("id").orElse(""));
    return Exit.OK;
  }

  private String name() {
    return repository.orElseGet(() ->
        WorkingCopy.containing(Path.of("").toAbsolutePath())
            .map(WorkingCopy::describe)
            .map(about -> about.owner() + "/" + about.name())
            .orElseThrow(() -> Refusal.invalid("name the repository with --repo OWNER/NAME")));
  }
}
