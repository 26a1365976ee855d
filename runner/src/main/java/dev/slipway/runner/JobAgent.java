package dev.slipway.runner;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.git.GitRepositories;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs one job: its steps in order, each with GitHub's rules, and tells the control plane.
///
/// One agent runs one job. [#cancel] may be called from any thread.
public final class JobAgent {
  private static final int SETUP = 0;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(6);

  /// GitHub's limit on the outputs of one job, in UTF-16 units.
  private static final int MAX_OUTPUTS = 1_048_576;

  private final Settings settings;
  private final JobAssignment assignment;
  private final ControlPlane control;
  private final InstantSource clock;
  private final Masker masker = new Masker();
  private final List<StepResult> results = new ArrayList<>();
  private volatile Optional<StepRunner> running = Optional.empty();
  private volatile boolean cancelled;
  private volatile Optional<JobContexts> contexts = Optional.empty();

  /// Where an agent works.
  ///
  /// @param work a folder for workspaces
  /// @param toolCache kept between jobs
  /// @param gitCache fetched objects, kept between jobs
  /// @param machineEnv the machine's environment, of which steps see what is safe
  /// @param extraEnv for every step of this agent's jobs, below what the workflow says
  public record Settings(
      Path work,
      Path toolCache,
      Path gitCache,
      Map<String, String> machineEnv,
      Map<String, String> extraEnv) {}

  public JobAgent(
      Settings settings, JobAssignment assignment, ControlPlane control, InstantSource clock) {
    this.settings = settings;
    this.assignment = assignment;
    this.control = control;
    this.clock = clock;
  }

  /// Cancels the job: the running step gets its signals, steps that ask for it still run.
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    contexts.ifPresent(JobContexts::cancel);
    running.ifPresent(StepRunner::cancel);
  }

  /// Runs the job to its end. Never throws for what a job does.
  public JobOutcome run() {
    secrets().values().forEach(masker::add);
    var name = assignment.contexts().object("github").string("repository").orElse("local/job");
    try (var workspace =
        Workspace.create(
            settings.work(), settings.toolCache(), name.substring(name.indexOf('/') + 1))) {
      return run(workspace);
    } catch (UncheckedIOException e) {
      return failed("The job cannot begin: " + e.getMessage());
    }
  }

  private Map<String, String> secrets() {
    return JobJson.stringMap(assignment.contexts().object("secrets"));
  }

  private JobOutcome failed(String message) {
    return new JobOutcome(
        Conclusion.FAILURE, Map.of(), results, 0, Optional.of(masker.mask(message)));
  }

  private JobOutcome run(Workspace workspace) {
    var started = clock.instant();
    control.log(List.of(new LogEvent.StepStarted(started, SETUP, "Set up job")));
    var read = WorkflowReader.read(assignment.workflowPath(), assignment.workflowSource());
    if (!(read instanceof ReadResult.Valid(var workflow, _))) {
      return failed("The workflow file is not valid");
    }
    var job = workflow.jobs().get(assignment.key().job());
    if (job == null) {
      return failed("The workflow has no job " + assignment.key().job());
    }
    var own = new JobContexts(githubContexts(workspace), runnerContext(workspace), workspace);
    contexts = Optional.of(own);
    if (cancelled) {
      own.cancel();
    }
    var steps = new StepRunner(settings, assignment, workspace, own, masker, control, clock);
    try {
      steps.prepare(base(workspace), workflow, job);
    } catch (ExpressionException | StepFailure e) {
      own.fail();
      say(SETUP, "##[error]" + e.getMessage());
      endStep(SETUP, "Set up job", Conclusion.FAILURE, started);
      return outcome(job, own, Optional.ofNullable(e.getMessage()));
    }
    say(
        SETUP,
        "Job %s, run %s, attempt %d"
            .formatted(assignment.name(), assignment.run(), assignment.attempt()));
    endStep(SETUP, "Set up job", Conclusion.SUCCESS, started);
    var timer = timer(job, own);
    runSteps(workflow, job, own, steps);
    timer.cancel(false);
    return outcome(job, own, Optional.empty());
  }

  private void runSteps(Workflow workflow, Job job, JobContexts own, StepRunner steps) {
    running = Optional.of(steps);
    if (cancelled) {
      steps.cancel();
    }
    for (var i = 0; i < job.steps().size(); i++) {
      results.add(steps.run(i + 1, job.steps().get(i), job, workflow));
    }
    running = Optional.empty();
    var last = job.steps().size() + 1;
    var started = clock.instant();
    control.log(List.of(new LogEvent.StepStarted(started, last, "Complete job")));
    say(last, "The job ended with " + own.status().word());
    endStep(last, "Complete job", Conclusion.SUCCESS, started);
  }

  private CompletableFuture<Void> timer(Job job, JobContexts own) {
    var limit =
        job.timeoutMinutes()
            .map(text -> StepRunner.minutes(text, own, "timeout-minutes of the job"))
            .orElse(DEFAULT_TIMEOUT);
    return CompletableFuture.runAsync(
        () -> {
          say(
              SETUP,
              "##[error]The job running has exceeded the maximum execution time of %d minutes."
                  .formatted(limit.toMinutes()));
          cancel();
        },
        CompletableFuture.delayedExecutor(
            limit.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
  }

  private JobOutcome outcome(Job job, JobContexts own, Optional<String> message) {
    var outputs = new LinkedHashMap<String, String>();
    var problem = message;
    try {
      own.setStepEnv(Map.of());
      own.texts(job.outputs()).forEach((name, value) -> keep(outputs, name, value));
      var size = outputs.values().stream().mapToInt(String::length).sum();
      if (size > MAX_OUTPUTS) {
        throw new StepFailure(
            "The outputs of job %s have %d characters; at most %d are allowed"
                .formatted(assignment.key(), size, MAX_OUTPUTS));
      }
    } catch (ExpressionException | StepFailure e) {
      outputs.clear();
      own.fail();
      problem = Optional.ofNullable(e.getMessage());
    }
    return new JobOutcome(own.status(), outputs, results, 0, problem.map(masker::mask));
  }

  /// An output that holds a secret never leaves the job.
  private void keep(Map<String, String> outputs, String name, String value) {
    if (masker.hides(value)) {
      say(SETUP, "##[warning]Skip output '%s' since it may contain secret.".formatted(name));
    } else {
      outputs.put(name, value);
    }
  }

  private void say(int step, String text) {
    control.log(List.of(new LogEvent.Line(clock.instant(), step, masker.mask(text))));
  }

  private void endStep(int number, String name, Conclusion conclusion, Instant started) {
    var now = clock.instant();
    control.log(List.of(new LogEvent.StepEnded(now, number, conclusion, conclusion)));
    results.add(new StepResult(number, name, conclusion, conclusion, started, now));
  }

  private Json.Obj githubContexts(Workspace workspace) {
    var github =
        assignment
            .contexts()
            .object("github")
            .with("job", Json.of(assignment.key().job()))
            .with("workspace", Json.of(workspace.workspace().toString()))
            .with("event_path", Json.of(workspace.temp().resolve("event.json").toString()))
            .with("token", Json.of(""));
    return assignment.contexts().with("github", github);
  }

  private Json.Obj runnerContext(Workspace workspace) {
    return Json.object()
        .put("name", "slipway")
        .put("os", Machine.os())
        .put("arch", Machine.arch())
        .put("environment", "self-hosted")
        .put("temp", workspace.temp().toString())
        .put("tool_cache", workspace.toolCache().toString())
        .put("debug", "")
        .build();
  }

  private Map<String, String> base(Workspace workspace) {
    try {
      var event = workspace.temp().resolve("event.json");
      Files.writeString(event, assignment.contexts().object("github").object("event").text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Machine.environment(
        settings.machineEnv(), contexts.orElseThrow().github(), workspace, settings.extraEnv());
  }

  /// Fetched Git objects of this agent.
  static GitRepositories git(Settings settings) {
    return new GitRepositories(settings.gitCache());
  }
}
