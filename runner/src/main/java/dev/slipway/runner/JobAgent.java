package dev.slipway.runner;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.workflow.Step;
import dev.slipway.model.Conclusion;
import dev.slipway.runner.fetch.ActionStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Runs one job: its steps in order, each with GitHub's rules, and tells the control plane.
///
/// One agent runs one job. [#cancel] and [#abandon] may be called from any thread; interrupting the
/// thread that runs it abandons the job too.
public final class JobAgent {
  private static final int SETUP = 0;
  private static final String SETUP_NAME = "Set up job";

  private final Settings settings;
  private final JobAssignment assignment;
  private final Graces graces;
  private final Logbook book;
  private final JobState state = new JobState();
  private final List<StepResult> results = new ArrayList<>();
  private final Set<NumberedStep> running = ConcurrentHashMap.newKeySet();
  private final BackgroundSteps background = new BackgroundSteps(state, results);
  private final Posts posts = new Posts();
  private int lastNumber;
  private volatile Optional<Alarm> endOfPatience = Optional.empty();
  private volatile Duration patience;
  private volatile boolean abandoned;

  /// Where an agent works.
  ///
  /// @param work a folder for workspaces
  /// @param toolCache kept between jobs
  /// @param gitCache fetched objects, kept between jobs
  /// @param actions where actions come from
  /// @param storage artifacts and caches
  /// @param machineEnv the machine's environment, of which steps see what is safe
  /// @param extraEnv for every step of this agent's jobs, below what the workflow says
  public record Settings(
      Path work,
      Path toolCache,
      Path gitCache,
      ActionStore actions,
      Path storage,
      Map<String, String> machineEnv,
      Map<String, String> extraEnv) {}

  public JobAgent(
      Settings settings, JobAssignment assignment, ControlPlane control, InstantSource clock) {
    this(settings, assignment, control, clock, Graces.GITHUB);
  }

  JobAgent(
      Settings settings,
      JobAssignment assignment,
      ControlPlane control,
      InstantSource clock,
      Graces graces) {
    this.settings = settings;
    this.assignment = assignment;
    this.graces = graces;
    this.patience = graces.cancelled();
    this.book = new Logbook(control, new Masker(), clock, new Notes());
  }

  /// Cancels the job: the running step gets its signals, steps that ask for it still run, for a
  /// while.
  public void cancel() {
    if (state.cancel()) {
      endOfPatience = Optional.of(Alarm.in(patience, this::giveUp));
      running.forEach(NumberedStep::cancel);
    }
  }

  private void giveUp() {
    book.step(SETUP).error("The cancelled job did not end in time; what still ran was killed.");
    stopAll();
  }

  /// Ends the job at once: no signal but the kill, no further step.
  public void abandon() {
    abandoned = true;
    stopAll();
  }

  private void stopAll() {
    state.stop();
    running.forEach(NumberedStep::cut);
  }

  /// Whether the job is not this agent's any more, so that its outcome is nobody's.
  public boolean isAbandoned() {
    return abandoned;
  }

  /// What the steps have said to people beside their log.
  public JobReport report() {
    return book.notes().report();
  }

  /// Runs the job to its end. Never throws for what a job does.
  public JobOutcome run() {
    book.masker().addAll(JobJson.stringMap(assignment.contexts().object("secrets")).values());
    var name = assignment.contexts().object("github").string("repository").orElse("local/job");
    try (var workspace =
        Workspace.create(
            settings.work(), settings.toolCache(), name.substring(name.indexOf('/') + 1))) {
      return run(workspace);
    } catch (UncheckedIOException e) {
      return failed("The job cannot go on: " + e.getMessage());
    } finally {
      endOfPatience.ifPresent(Alarm::off);
    }
  }

  private JobOutcome run(Workspace workspace) {
    var started = book.now();
    book.started(SETUP, SETUP_NAME, started);
    var log = book.step(SETUP);
    JobSetup.Ready ready;
    try {
      ready = new JobSetup(settings, assignment, state, book, graces).ready(workspace);
      patience = ready.cancelled();
      var actions = ready.site().actions();
      actions.prepare(ready.job().steps(), actions.programs(ready.site()), log);
    } catch (ExpressionException | StepFailure e) {
      log.error(String.valueOf(e.getMessage()));
      end(SETUP, SETUP_NAME, Conclusion.FAILURE, started);
      return failed(String.valueOf(e.getMessage()));
    }
    log.say(
        "Job %s, run %s, attempt %d"
            .formatted(assignment.name(), assignment.run(), assignment.attempt()));
    end(SETUP, SETUP_NAME, Conclusion.SUCCESS, started);
    try (var _ = ready.site().offers()) {
      return run(ready, log);
    }
  }

  private JobOutcome run(JobSetup.Ready ready, StepLog log) {
    var alarm = Alarm.in(ready.limit(), () -> timeOut(ready.limit()));
    ActionStep.before(ready.site(), ready.job().steps()).forEach(this::runPhase);
    ready.job().steps().forEach(step -> runStep(ready.site(), step));
    if (!background.open().isEmpty()) {
      background.awaitAll(log);
      heed();
    }
    posts.lastFirst().forEach(this::runPhase);
    alarm.off();
    return complete(ready);
  }

  private void runStep(JobSite site, Step step) {
    var one = new NumberedStep(site, ++lastNumber, step, new StepWork(background, posts));
    if (step.background() && !state.isStopped()) {
      running.add(one);
      background.start(one, () -> running.remove(one));
    } else {
      run(one);
    }
  }

  /// What an action does before the first step, or after the last.
  private void runPhase(Posts.Post phase) {
    run(new NumberedStep(phase.site(), ++lastNumber, phase.step(), phase.doing()));
  }

  private void run(NumberedStep one) {
    if (state.isStopped()) {
      return;
    }
    running.add(one);
    try {
      results.add(one.run());
    } finally {
      running.remove(one);
    }
    heed();
  }

  /// Who interrupts the thread wants the job to end.
  private void heed() {
    if (Thread.currentThread().isInterrupted()) {
      abandon();
    }
  }

  private void timeOut(Duration limit) {
    book.step(SETUP)
        .error(
            "The job has exceeded the maximum execution time of %s minutes."
                .formatted(Minutes.shown(limit)));
    cancel();
  }

  /// The last step: nothing of the job goes on, and what it hands on is computed.
  private JobOutcome complete(JobSetup.Ready ready) {
    var number = ++lastNumber;
    var name = "Complete job";
    var started = book.now();
    book.started(number, name, started);
    var log = book.step(number);
    Orphans.kill(ready.site().mark())
        .forEach(process -> log.say("Terminate orphan process: " + process));
    try {
      var outputs = JobOutputs.of(ready.site(), ready.job(), log);
      JobEnvironments.show(ready.site(), ready.job(), log);
      log.say("The job ended with " + state.status().word());
      end(number, name, Conclusion.SUCCESS, started);
      return outcome(outputs, Optional.empty());
    } catch (ExpressionException | StepFailure e) {
      log.error(String.valueOf(e.getMessage()));
      end(number, name, Conclusion.FAILURE, started);
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private void end(int number, String name, Conclusion conclusion, Instant started) {
    var now = book.now();
    book.ended(number, conclusion, conclusion, now);
    results.add(new StepResult(number, name, conclusion, conclusion, started, now));
  }

  private JobOutcome failed(String message) {
    state.fail();
    return outcome(Map.of(), Optional.of(message));
  }

  private JobOutcome outcome(Map<String, String> outputs, Optional<String> message) {
    var inOrder = results.stream().sorted(Comparator.comparingInt(StepResult::number)).toList();
    return new JobOutcome(state.status(), outputs, inOrder, 0, message.map(book.masker()::mask));
  }
}
