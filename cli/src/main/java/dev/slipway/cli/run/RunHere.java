package dev.slipway.cli.run;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.Triggers;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Unsupported;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.git.WorkingCopy;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import dev.slipway.runner.JobAgent;
import dev.slipway.runner.fetch.ActionServer;
import dev.slipway.runner.fetch.ActionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `run`: workflows of the working copy, here and now.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run workflows of the Git working copy you stand in, uncommitted changes included.",
      "Needs no server and leaves the repository as it was."
    },
    footer = {
      "",
      "Examples:",
      "  slipway run                                       what a push would start",
      "  slipway run .github/workflows/ci.yml --job test   one job, with the jobs it needs",
      "  slipway run deploy.yml --input target=staging --secret TOKEN",
      "  slipway run --event pull_request --payload pr.json --json"
    })
public final class RunHere implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "a workflow file; absent: all that the event starts")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--event",
      paramLabel = "E",
      description = "push, pull_request, workflow_dispatch")
  private Optional<String> event = Optional.empty();

  @Option(names = "--payload", paramLabel = "F", description = "the event's JSON body")
  private Optional<Path> payload = Optional.empty();

  @Option(names = "--input", paramLabel = "K=V", description = "an input of workflow_dispatch")
  private List<String> inputs = List.of();

  @Option(names = "--job", paramLabel = "J", description = "only this job and what it needs")
  private Optional<String> job = Optional.empty();

  @Option(names = "--matrix", paramLabel = "K:V", description = "only combinations with this value")
  private List<String> matrix = List.of();

  @Option(
      names = "--secret",
      paramLabel = "K[=V]",
      description = "a secret; without V from the environment")
  private List<String> secrets = List.of();

  @Option(names = "--secret-file", paramLabel = "F", description = "secrets, NAME=VALUE a line")
  private Optional<Path> secretFile = Optional.empty();

  @Option(names = "--var", paramLabel = "K=V", description = "a configuration variable")
  private List<String> vars = List.of();

  @Option(names = "--var-file", paramLabel = "F", description = "variables, NAME=VALUE a line")
  private Optional<Path> varFile = Optional.empty();

  @Option(names = "--env", paramLabel = "K=V", description = "an environment variable of all steps")
  private List<String> env = List.of();

  @Option(names = "--env-file", paramLabel = "F", description = "environment, NAME=VALUE a line")
  private Optional<Path> envFile = Optional.empty();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "jobs at once; default 4 per core, at least 8")
  private int parallel = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--actions-server",
      paramLabel = "URL",
      description = "where actions are fetched from; default https://github.com")
  private Optional<String> actionsServer = Optional.empty();

  @Option(
      names = "--lock",
      description = "pin the actions that ran to their commits in .slipway/actions.lock")
  private boolean lock;

  @Option(names = "--offline", description = "fetch nothing; use what the caches hold")
  private boolean offline;

  @Option(names = "--json", description = "one JSON event a line")
  private boolean json;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "stand in this folder")
  private Path directory = Path.of("");

  public RunHere(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (parallel < 1) {
      throw Refusal.invalid("--parallel %d: at least 1".formatted(parallel));
    }
    var here = directory.toAbsolutePath().normalize();
    var copy =
        WorkingCopy.containing(here)
            .orElseThrow(() ->
                Refusal.invalid(
                    "%s is in no Git working copy; run this in one, or make one with: git init"
                        .formatted(here)));
    var origin = Origin.of(Optional.of(copy), payload);
    var invalid = new ArrayList<Finding>();
    var planned = plan(copy, origin, invalid);
    invalid.forEach(finding -> terminal.err().println(finding.line()));
    if (planned.isEmpty()) {
      return Exit.INVALID;
    }
    var exit = run(copy, planned);
    return exit == Exit.OK && !invalid.isEmpty() ? Exit.INVALID : exit;
  }

  private List<Planning.Planned> plan(WorkingCopy copy, Origin origin, List<Finding> invalid) {
    return file.map(name -> planOne(named(copy, name), origin, invalid))
        .orElseGet(() -> planTriggered(copy, origin, invalid));
  }

  /// A path, or the bare name of a file in the workflow folder.
  private static WorkflowFiles.Named named(WorkingCopy copy, String name) {
    if (!Files.exists(Path.of(name)) && !name.contains("/")) {
      return WorkflowFiles.ofWorkingCopy(copy.root()).stream()
          .filter(one -> one.name().endsWith("/" + name))
          .findFirst()
          .orElseGet(() -> WorkflowFiles.named(name));
    }
    var path = Path.of(name).toAbsolutePath().normalize();
    var root = copy.root().toAbsolutePath().normalize();
    var shown = path.startsWith(root) ? root.relativize(path).toString() : name;
    return new WorkflowFiles.Named(shown, WorkflowFiles.text(Path.of(name)));
  }

  private List<Planning.Planned> planOne(
      WorkflowFiles.Named one, Origin origin, List<Finding> invalid) {
    return switch (WorkflowReader.read(one.name(), one.source())) {
      case ReadResult.Refused(var findings) -> {
        invalid.addAll(findings);
        yield List.of();
      }
      case ReadResult.Valid(var workflow, _) when cannotRun(workflow, invalid) -> List.of();
      case ReadResult.Valid(var workflow, _) -> {
        var given = Pairs.of("--input", Optional.empty(), inputs);
        var name = Planning.event(workflow, event, given);
        yield List.of(planned(workflow, one.source(), origin.event(name), given));
      }
    };
  }

  private List<Planning.Planned> planTriggered(
      WorkingCopy copy, Origin origin, List<Finding> invalid) {
    var given = Pairs.of("--input", Optional.empty(), inputs);
    var happened = origin.event(event.orElse(given.isEmpty() ? "push" : "workflow_dispatch"));
    var planned = new ArrayList<Planning.Planned>();
    var reasons = new ArrayList<String>();
    for (var one : WorkflowFiles.ofWorkingCopy(copy.root())) {
      switch (WorkflowReader.read(one.name(), one.source())) {
        case ReadResult.Refused(var findings) -> invalid.addAll(findings);
        case ReadResult.Valid(var workflow, _) -> {
          switch (Triggers.match(workflow, happened, Optional::empty)) {
            case Triggers.Match.Starts _ -> {
              if (job.isPresent() && !workflow.jobs().containsKey(job.get())) {
                reasons.add("%s has no job %s".formatted(one.name(), job.get()));
              } else if (!cannotRun(workflow, invalid)) {
                planned.add(planned(workflow, one.source(), happened, given));
              }
            }
            case Triggers.Match.Ignored(var why) -> reasons.add(one.name() + ": " + why);
          }
        }
      }
    }
    if (planned.isEmpty() && invalid.isEmpty()) {
      throw Refusal.invalid(
          "nothing to run for %s\n  %s".formatted(happened.name(), String.join("\n  ", reasons)));
    }
    return planned;
  }

  /// Whether a workflow asks for what the platform does not do yet; tells of it.
  private static boolean cannotRun(Workflow workflow, List<Finding> invalid) {
    return invalid.addAll(Unsupported.byHand(workflow));
  }

  private Planning.Planned planned(
      Workflow workflow, String source, Event happened, Map<String, String> given) {
    var values = Json.strings(Pairs.of("--var", varFile, vars));
    var plan = Planning.plan(workflow, source, happened, given, values, Instant.now());
    var chosen = new Selection(job, matrix()).of(plan.run(), workflow);
    return new Planning.Planned(chosen, plan.inputs(), workflow);
  }

  private Map<String, Set<String>> matrix() {
    var wanted = new LinkedHashMap<String, Set<String>>();
    for (var text : matrix) {
      var split = text.indexOf(':');
      if (split < 1) {
        throw Refusal.invalid("--matrix %s: write KEY:VALUE".formatted(text));
      }
      wanted
          .computeIfAbsent(text.substring(0, split), _ -> new HashSet<>())
          .add(text.substring(split + 1));
    }
    return wanted;
  }

  private int run(WorkingCopy copy, List<Planning.Planned> planned) throws IOException {
    var own = new LinkedHashMap<String, String>();
    own.put("ACT", "true");
    own.putAll(Pairs.of("--env", envFile, env));
    var secretValues = Pairs.of("--secret", secretFile, secrets);
    var work = Files.createTempDirectory("slipway-run-");
    var cache = CacheFolder.ofUser(System.getenv());
    var actions = actions(cache);
    var settings =
        new JobAgent.Settings(
            work,
            cache.resolve("tools"),
            cache.resolve("git"),
            actions,
            cache.resolve("storage"),
            System.getenv(),
            own);
    var interrupted = new AtomicInteger();
    try (var jobs = Executors.newFixedThreadPool(parallel, Thread.ofPlatform().daemon().factory());
        var progress = progress()) {
      var place = new LocalRun.Place(copy.root(), settings, secretValues, jobs);
      var clock = InstantSource.system();
      var runs =
          planned.stream()
              .map(one -> new LocalRun(one.run(), one.inputs(), place, progress, clock))
              .toList();
      Interrupts.listen(code -> interrupt(code, interrupted, runs, progress));
      runs.forEach(LocalRun::start);
      var ended = runs.stream().map(LocalRun::await).toList();
      if (lock) {
        LockFile.update(copy.root(), actions.commits());
      }
      return interrupted.get() > 0 ? interrupted.get() : exit(ended);
    } finally {
      Folders.delete(work);
    }
  }

  private static void interrupt(
      int code, AtomicInteger interrupted, List<LocalRun> runs, Progress progress) {
    if (!interrupted.compareAndSet(0, code)) {
      Children.kill();
      Runtime.getRuntime().halt(code);
    }
    progress.cancelling();
    runs.forEach(LocalRun::cancel);
  }

  private Progress progress() {
    if (json) {
      return new JsonProgress(terminal.out());
    }
    return terminal.isTerminal() ? new LiveProgress(terminal) : new PlainProgress(terminal);
  }

  private static int exit(List<Run> ended) {
    return ended.stream()
            .map(run -> run.conclusion().orElse(Conclusion.FAILURE))
            .allMatch(end -> end == Conclusion.SUCCESS || end == Conclusion.SKIPPED)
        ? Exit.OK
        : Exit.FAILED;
  }

  private ActionStore actions(Path cache) {
    return new ActionStore(
        actionsServer.map(ActionServer::new).orElseGet(() -> ActionServer.of(System.getenv())),
        offline ? ActionStore.Network.OFFLINE : ActionStore.Network.ALLOWED,
        cache.resolve("actions"),
        cache.resolve("git"));
  }
}
