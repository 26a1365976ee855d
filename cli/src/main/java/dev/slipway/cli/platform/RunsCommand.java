package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `runs`: list, view and watch runs.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "List runs, newest first; view or watch one.",
    footer = {
      "",
      "Examples:",
      "  slipway runs --repo me/app --branch main --limit 5",
      "  slipway runs view 7354507590416620",
      "  slipway runs watch 7354507590416620"
    })
public final class RunsCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 1_000;

  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "only of this repository")
  private Optional<String> repository = Optional.empty();

  @Option(names = "--branch", description = "only of this branch")
  private Optional<String> branch = Optional.empty();

  @Option(names = "--workflow", description = "only of this workflow file or name")
  private Optional<String> workflow = Optional.empty();

  @Option(names = "--status", description = "queued, in_progress, completed, success, failure …")
  private Optional<String> status = Optional.empty();

  @Option(names = "--limit", description = "at most so many; default ${DEFAULT-VALUE}")
  private int limit = 20;

  public RunsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return list();
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List runs.")
  int listAgain() {
    return list();
  }

  private int list() {
    var query = new ArrayList<String>();
    query.add("limit=" + Math.clamp(limit, 1, 100));
    repository.ifPresent(value -> query.add("repository=" + Platform.part(value)));
    branch.ifPresent(value -> query.add("branch=" + Platform.part(value)));
    workflow.ifPresent(value -> query.add("workflow=" + Platform.part(value)));
    status.ifPresent(value -> query.add("status=" + Platform.part(value)));
    var page = options.platform().get("/runs?" + String.join("&", query));
    if (options.isJson()) {
      terminal.out().println(page.text());
      return Exit.OK;
    }
    var table = new Table("STATUS", "TITLE", "WORKFLOW", "BRANCH", "EVENT", "ID", "ELAPSED", "AGE");
    for (var run : Show.objects(page, "runs")) {
      table.row(
          Show.state(run),
          cut(run.string("title").orElse("")),
          run.object("workflow").string("name").orElse(""),
          run.string("branch").orElse(""),
          run.string("event").orElse(""),
          run.string("id").orElse(""),
          Show.took(run),
          Show.ago(run, "createdAt"));
    }
    table.lines().forEach(terminal.out()::println);
    return Exit.OK;
  }

  private static String cut(String title) {
    return title.length() > 50 ? title.substring(0, 49) + "…" : title;
  }

  @Command(name = "view", mixinStandardHelpOptions = true, description = "Show one run.")
  int view(@Parameters(paramLabel = "RUN") String id, @Mixin PlatformOptions own) {
    show(own.platform().get("/runs/" + Platform.part(id)), own);
    return Exit.OK;
  }

  private void show(Json.Obj run, PlatformOptions own) {
    if (own.isJson()) {
      terminal.out().println(run.text());
    } else {
      Show.run(terminal, run);
    }
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Follow one run to its end; exit 1 when it fails.")
  int watch(@Parameters(paramLabel = "RUN") String id, @Mixin PlatformOptions own)
      throws InterruptedException {
    var platform = own.platform();
    var last = "";
    while (true) {
      var run = platform.get("/runs/" + Platform.part(id));
      var now = Show.objects(run, "jobs").stream().map(Show::state).toList() + Show.state(run);
      if (!now.equals(last)) {
        show(run, own);
        last = now;
      }
      if (run.string("status").orElse("").equals("completed")) {
        return run.string("conclusion").orElse("").equals("success") ? Exit.OK : Exit.FAILED;
      }
      Thread.sleep(WATCH_MILLIS);
    }
  }
}
