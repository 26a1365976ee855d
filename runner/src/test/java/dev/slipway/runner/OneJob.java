package dev.slipway.runner;

import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.Source;
import dev.slipway.ci.job.StepResult;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import dev.slipway.runner.fetch.ActionServer;
import dev.slipway.runner.fetch.ActionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A job to be run by a real agent on this machine.
final class OneJob {
  /// Short, because the tests wait for them.
  static final Graces SHORT =
      new Graces(
          Duration.ofMillis(150),
          Duration.ofMillis(150),
          Duration.ofMillis(150),
          Duration.ofSeconds(20));

  private final Path folder;
  private final String workflow;
  private final ScriptedControlPlane control = new ScriptedControlPlane();
  private final Map<String, Consumer<JobAgent>> script = new LinkedHashMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> vars = new LinkedHashMap<>();
  private final Map<String, String> machine = new HashMap<>();
  private final Map<String, String> extra = new HashMap<>();
  private Json.Obj needs = Json.Obj.EMPTY;
  private Source source =
      new Source.Git("https://github.invalid/octo/hello", "refs/heads/main", "0".repeat(40));
  private Graces graces = SHORT;
  private ActionStore.Network network = ActionStore.Network.ALLOWED;

  private OneJob(Path folder, String workflow) {
    this.folder = folder;
    this.workflow = workflow;
    machine.put("PATH", System.getenv("PATH"));
    machine.put("HOME", folder.toString());
  }

  /// A job of these steps.
  static OneJob steps(Path folder, String steps) {
    return job(folder, "steps:\n" + steps.indent(2));
  }

  /// A job with these keys.
  static OneJob job(Path folder, String keys) {
    return workflow(
        folder, "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n" + keys.indent(4));
  }

  /// A workflow with a job `build`.
  static OneJob workflow(Path folder, String workflow) {
    return new OneJob(folder, workflow);
  }

  OneJob secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  OneJob variable(String name, String value) {
    vars.put(name, value);
    return this;
  }

  OneJob machine(String name, String value) {
    machine.put(name, value);
    return this;
  }

  OneJob extra(String name, String value) {
    extra.put(name, value);
    return this;
  }

  OneJob needs(Json.Obj needed) {
    needs = needed;
    return this;
  }

  OneJob source(Source other) {
    source = other;
    return this;
  }

  OneJob offline() {
    network = ActionStore.Network.OFFLINE;
    return this;
  }

  OneJob graces(Graces other) {
    graces = other;
    return this;
  }

  /// What happens when a line of the log begins with a text.
  OneJob when(String text, Consumer<JobAgent> then) {
    script.put(text, then);
    return this;
  }

  Ran run() {
    var settings =
        new JobAgent.Settings(
            folder.resolve("jobs"),
            folder.resolve("tools"),
            folder.resolve("git"),
            new ActionStore(
                new ActionServer(folder.resolve("server").toString()),
                network,
                folder.resolve("actions"),
                folder.resolve("git")),
            folder.resolve("storage"),
            machine,
            extra);
    var assignment =
        new JobAssignment(
            new RunId(7_000_000),
            JobKey.of("build"),
            1,
            "build",
            ".github/workflows/ci.yml",
            workflow,
            contexts(),
            source,
            List.of(),
            Duration.ofSeconds(10));
    var agent = new JobAgent(settings, assignment, control, InstantSource.system(), graces);
    script.forEach((text, then) -> control.when(text, () -> then.accept(agent)));
    return new Ran(agent.run(), control.events(), agent.report());
  }

  private Json.Obj contexts() {
    var github =
        Json.object()
            .put("repository", "octo/hello")
            .put("repository_owner", "octo")
            .put("sha", "0".repeat(40))
            .put("ref", "refs/heads/main")
            .put("ref_name", "main")
            .put("ref_protected", false)
            .put("actor", "mona")
            .put("event_name", "push")
            .put("run_id", "7000000")
            .put("server_url", "https://github.com")
            .put("event", Json.object().put("ref", "refs/heads/main").build())
            .build();
    return Json.object()
        .put("github", github)
        .put("secrets", Json.strings(secrets))
        .put("vars", Json.strings(vars))
        .put("inputs", Json.Obj.EMPTY)
        .put("matrix", Json.Obj.EMPTY)
        .put("strategy", Json.Obj.EMPTY)
        .put("needs", needs)
        .build();
  }

  /// What became of a job.
  record Ran(JobOutcome outcome, List<LogEvent> events, JobReport report) {
    /// All lines of a step.
    List<String> lines(int step) {
      return events.stream()
          .flatMap(event ->
              event instanceof LogEvent.Line(_, var number, var text) && number == step
                  ? Optional.of(text).stream()
                  : Optional.<String>empty().stream())
          .toList();
    }

    /// What a step printed, without the announcement.
    List<String> printed(int step) {
      var lines = lines(step);
      return lines.subList(lines.indexOf("##[endgroup]") + 1, lines.size());
    }

    /// All lines of the job.
    String text() {
      return events.stream()
          .flatMap(event ->
              event instanceof LogEvent.Line(_, _, var text)
                  ? Optional.of(text).stream()
                  : Optional.<String>empty().stream())
          .collect(Collectors.joining("\n"));
    }

    /// How the workflow's steps went: `success failure/success skipped`, the outcome first where it
    /// differs from the conclusion.
    String steps() {
      return outcome.steps().stream()
          .filter(step -> step.number() > 0 && !step.name().equals("Complete job"))
          .map(Ran::word)
          .collect(Collectors.joining(" "));
    }

    private static String word(StepResult step) {
      return step.outcome() == step.conclusion()
          ? step.conclusion().word()
          : step.outcome().word() + "/" + step.conclusion().word();
    }
  }
}
