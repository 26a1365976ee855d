package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `logs`: what the jobs of a run said.
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Show the logs of a run's jobs.",
    footer = {"", "Example:", "  slipway logs 7354507590416620 --job test.0 --follow"})
public final class LogsCommand implements Callable<Integer> {
  private static final long FOLLOW_MILLIS = 500;

  private final Terminal terminal;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(paramLabel = "RUN", description = "the run's id")
  private String id = "";

  @Option(names = "--job", description = "only this job, by key or name")
  private Optional<String> wanted = Optional.empty();

  @Option(names = "--failed", description = "only jobs that failed")
  private boolean failed;

  @Option(names = "--follow", description = "go on until the jobs are over")
  private boolean follow;

  public LogsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var platform = options.platform();
    var jobs = Show.objects(platform.get("/runs/" + Platform.part(id)), "jobs").stream();
    var chosen = jobs.filter(this::isWanted).toList();
    if (chosen.isEmpty() && wanted.isPresent()) {
      throw Refusal.invalid("run %s has no job %s".formatted(id, wanted.get()));
    }
    for (var job : chosen) {
      print(platform, job);
    }
    return Exit.OK;
  }

  private boolean isWanted(Json.Obj job) {
    var named =
        wanted.isEmpty()
            || List.of(
                    job.string("key").orElse(""),
                    job.string("name").orElse(""),
                    job.string("job").orElse(""))
                .contains(wanted.get());
    return named && (!failed || Show.state(job).equals("failure"));
  }

  private void print(Platform platform, Json.Obj job) throws InterruptedException {
    var path =
        "/runs/%s/jobs/%s/log"
            .formatted(Platform.part(id), Platform.part(job.string("key").orElse("")));
    var after = "";
    while (true) {
      var page = platform.get(after.isEmpty() ? path : path + "?after=" + Platform.part(after));
      var events = Show.objects(page, "events");
      events.forEach(event -> print(job, event));
      var next = page.string("nextToken").orElse(after);
      var isStanding = events.isEmpty() || next.equals(after);
      after = next;
      if (page.bool("done").orElse(true) || (isStanding && !follow)) {
        return;
      }
      if (isStanding) {
        Thread.sleep(FOLLOW_MILLIS);
      }
    }
  }

  private void print(Json.Obj job, Json.Obj event) {
    if (options.isJson()) {
      terminal.out().println(event.with("job", Json.of(job.string("key").orElse(""))).text());
      return;
    }
    var prefix = "[" + job.string("name").orElse("") + "] ";
    event.string("m").ifPresent(line -> terminal.out().println(prefix + line));
    event.string("name").ifPresent(step -> terminal.out().println(prefix + "▸ " + step));
  }
}
