package dev.slipway.runner;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the steps of one job, one at a time, carrying environment and PATH from step to step.
final class StepRunner {
  private final JobAgent.Settings settings;
  private final JobAssignment assignment;
  private final Workspace workspace;
  private final JobContexts contexts;
  private final Masker masker;
  private final ControlPlane control;
  private final InstantSource clock;
  private final Map<String, String> base = new LinkedHashMap<>();
  private final List<String> addedPaths = new ArrayList<>();
  private volatile Optional<StepProcess> process = Optional.empty();
  private volatile Optional<Step> current = Optional.empty();

  StepRunner(
      JobAgent.Settings settings,
      JobAssignment assignment,
      Workspace workspace,
      JobContexts contexts,
      Masker masker,
      ControlPlane control,
      InstantSource clock) {
    this.settings = settings;
    this.assignment = assignment;
    this.workspace = workspace;
    this.contexts = contexts;
    this.masker = masker;
    this.control = control;
    this.clock = clock;
  }

  /// Computes the environment that all steps share.
  void prepare(Map<String, String> machine, Workflow workflow, Job job) {
    base.putAll(machine);
    contexts.setEnv(contexts.texts(workflow.env()));
    contexts.setEnv(contexts.texts(job.env()));
  }

  /// Signals the running step, unless its `if` still holds in a cancelled job.
  void cancel() {
    if (!goesOn(current)) {
      process.ifPresent(StepProcess::cancel);
    }
  }

  private boolean goesOn(Optional<Step> step) {
    try {
      return step.flatMap(Step::condition).isPresent()
          && Templates.condition(step.flatMap(Step::condition).map(Template::text), contexts);
    } catch (ExpressionException _) {
      return false;
    }
  }

  /// Runs one step, or skips it.
  StepResult run(int number, Step step, Job job, Workflow workflow) {
    var started = clock.instant();
    var output = new StepOutput(number, control, masker, clock);
    Attempt attempt;
    var name = fallbackName(step);
    try {
      if (!Templates.condition(step.condition().map(Template::text), contexts)) {
        return skipped(number, step, name);
      }
      contexts.setStepEnv(contexts.texts(step.env()));
      name = name(step);
      control.log(List.of(new LogEvent.StepStarted(started, number, name)));
      attempt = work(number, step, job, workflow, output);
    } catch (ExpressionException | StepFailure e) {
      output.say("##[error]" + e.getMessage());
      attempt = new Attempt(Conclusion.FAILURE, output.outputs());
    }
    return finished(number, step, name, attempt, started);
  }

  /// How a step went, before `continue-on-error`.
  private record Attempt(Conclusion outcome, Map<String, String> outputs) {}

  private StepResult skipped(int number, Step step, String name) {
    var now = clock.instant();
    contexts.finishStep(id(number, step), Conclusion.SKIPPED, Conclusion.SKIPPED, Map.of());
    control.log(
        List.of(
            new LogEvent.StepStarted(now, number, name),
            new LogEvent.StepEnded(now, number, Conclusion.SKIPPED, Conclusion.SKIPPED)));
    return new StepResult(number, name, Conclusion.SKIPPED, Conclusion.SKIPPED, now, now);
  }

  private StepResult finished(
      int number, Step step, String name, Attempt attempt, Instant started) {
    var conclusion = attempt.outcome();
    if (conclusion == Conclusion.FAILURE && continuesOnError(step)) {
      conclusion = Conclusion.SUCCESS;
    }
    if (conclusion == Conclusion.FAILURE) {
      contexts.fail();
    }
    contexts.finishStep(id(number, step), attempt.outcome(), conclusion, attempt.outputs());
    contexts.setStepEnv(Map.of());
    var now = clock.instant();
    control.log(List.of(new LogEvent.StepEnded(now, number, attempt.outcome(), conclusion)));
    return new StepResult(number, name, attempt.outcome(), conclusion, started, now);
  }

  private boolean continuesOnError(Step step) {
    return step.continueOnError()
        .map(text -> Templates.text(text.text(), contexts).equals("true"))
        .orElse(false);
  }

  private static String id(int number, Step step) {
    return step.id().orElse("__" + number);
  }

  private Attempt work(int number, Step step, Job job, Workflow workflow, StepOutput output) {
    return switch (step.work()) {
      case Work.Run run -> script(number, step, run, job, workflow, output);
      case Work.Uses(var action, var with, _) -> {
        output.say("Run " + action + " (built in)");
        var repository = contexts.github().string("repository").orElse("");
        new Checkout(JobAgent.git(settings), assignment.source(), repository)
            .run(contexts.texts(with), workspace.workspace(), output);
        yield new Attempt(
            Conclusion.SUCCESS,
            Map.of(
                "commit",
                contexts.github().string("sha").orElse(""),
                "ref",
                contexts.github().string("ref").orElse("")));
      }
      case Work.Wait _, Work.WaitAll _, Work.Cancel _ ->
          throw new StepFailure("background steps are not supported yet");
    };
  }

  private Attempt script(
      int number, Step step, Work.Run run, Job job, Workflow workflow, StepOutput output) {
    var script = Templates.text(run.script().text(), contexts);
    var files = CommandFiles.create(workspace.temp().resolve("_runner_file_commands"), number);
    var environment = environment(files, number, step);
    var path = environment.getOrDefault("PATH", "");
    var shell =
        Shell.of(first(run.shell(), job.defaults().shell(), workflow.defaults().shell()), path);
    var folder =
        workspace
            .workspace()
            .resolve(
                first(
                        run.workingDirectory(),
                        job.defaults().workingDirectory(),
                        workflow.defaults().workingDirectory())
                    .orElse("."));
    announce(script, shell, output);
    if (!Files.isDirectory(folder)) {
      throw new StepFailure(
          "The working directory %s does not exist".formatted(folder.normalize()));
    }
    var file = workspace.temp().resolve("step-%d.%s".formatted(number, shell.extension()));
    try {
      Files.writeString(file, shell.wrap(script.endsWith("\n") ? script : script + "\n"));
    } catch (IOException e) {
      throw new StepFailure("The script cannot be written: " + e.getMessage());
    }
    var limit =
        step.timeoutMinutes().map(text -> minutes(text, contexts, "timeout-minutes of the step"));
    var started = StepProcess.start(shell.commandFor(file, path), folder.normalize(), environment);
    current = Optional.of(step);
    process = Optional.of(started);
    if (contexts.cancelled() && !goesOn(current)) {
      started.cancel();
    }
    var code = started.await(output::line, limit);
    process = Optional.empty();
    return conclude(code, limit, files, output);
  }

  private void announce(String script, Shell shell, StepOutput output) {
    var first = script.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    output.say("##[group]Run " + first.strip());
    script.lines().forEach(output::say);
    output.say("shell: " + String.join(" ", shell.command()));
    if (!contexts.jobEnv().isEmpty()) {
      output.say("env:");
      contexts.jobEnv().forEach((name, value) -> output.say("  %s: %s".formatted(name, value)));
    }
    output.say("##[endgroup]");
  }

  private Attempt conclude(
      Optional<Integer> code, Optional<Duration> limit, CommandFiles files, StepOutput output) {
    var outputs = new LinkedHashMap<>(output.outputs());
    outputs.putAll(files.readOutput());
    contexts.setEnv(files.readEnv());
    files.readPath().forEach(path -> addedPaths.addFirst(path));
    if (contexts.cancelled() && code.orElse(1) != 0) {
      output.say("##[error]The operation was canceled.");
      return new Attempt(Conclusion.CANCELLED, outputs);
    }
    if (code.isEmpty()) {
      output.say(
          "##[error]The action has timed out after %s minutes."
              .formatted(
                  limit.map(time -> Double.toString(time.toMillis() / 60_000.0)).orElse("")));
      return new Attempt(Conclusion.FAILURE, outputs);
    }
    if (code.get() != 0) {
      output.say("##[error]Process completed with exit code %d.".formatted(code.get()));
      return new Attempt(Conclusion.FAILURE, outputs);
    }
    return new Attempt(Conclusion.SUCCESS, outputs);
  }

  private Map<String, String> environment(CommandFiles files, int number, Step step) {
    var env = new LinkedHashMap<>(base);
    env.putAll(contexts.jobEnv());
    env.putAll(contexts.texts(step.env()));
    env.putAll(files.variables());
    env.put("GITHUB_ACTION", step.id().orElse("__run_" + number));
    env.put("GITHUB_JOB", assignment.key().job());
    env.put("GITHUB_WORKSPACE", workspace.workspace().toString());
    if (!addedPaths.isEmpty()) {
      env.put("PATH", String.join(":", addedPaths) + ":" + env.getOrDefault("PATH", ""));
    }
    return env;
  }

  @SafeVarargs
  private Optional<String> first(Optional<Template>... templates) {
    for (var template : templates) {
      if (template.isPresent()) {
        return template
            .map(text -> Templates.text(text.text(), contexts))
            .filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  private String name(Step step) {
    return step.name()
        .map(name -> masker.mask(Templates.text(name.text(), contexts)))
        .filter(name -> !name.isBlank())
        .orElseGet(() -> fallbackName(step));
  }

  private static String fallbackName(Step step) {
    return step.name()
        .filter(name -> !name.hasExpression())
        .map(Template::text)
        .orElseGet(() ->
            switch (step.work()) {
              case Work.Run run ->
                  "Run "
                      + run.script()
                          .text()
                          .lines()
                          .filter(line -> !line.isBlank())
                          .findFirst()
                          .orElse("")
                          .strip();
              case Work.Uses(var action, _, _) -> "Run " + action;
              case Work.Wait _ -> "Wait";
              case Work.WaitAll _ -> "Wait for all";
              case Work.Cancel _ -> "Cancel";
            });
  }

  static Duration minutes(Template text, JobContexts contexts, String what) {
    var value = Templates.text(text.text(), contexts);
    try {
      var minutes = Double.parseDouble(value);
      if (minutes > 0) {
        return Duration.ofMillis((long) Math.min(minutes * 60_000, Long.MAX_VALUE / 2e6));
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new StepFailure("%s is '%s', not a number of minutes".formatted(what, value));
  }
}
