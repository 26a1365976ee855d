package dev.slipway.cli.run;

import dev.slipway.ci.concurrency.InMemoryGroupStore;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.Source;
import dev.slipway.ci.run.InMemoryRunStore;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunDesk;
import dev.slipway.ci.run.RunEffect;
import dev.slipway.ci.run.RunEffects;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.runner.JobAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// One run in this process: the platform's run desk and gate, agents on threads instead of builds.
///
/// There is no state machine: all jobs are reached at once, and the gate does the rest.
final class LocalRun implements RunEffects {
  private final Run planned;
  private final Place place;
  private final Progress progress;
  private final InstantSource clock;
  private final RunDesk desk;
  private final Map<JobKey, JobAgent> agents = new ConcurrentHashMap<>();
  private final Set<JobKey> launched = ConcurrentHashMap.newKeySet();
  private final Set<JobKey> announced = new HashSet<>();
  private final CompletableFuture<Run> end = new CompletableFuture<>();
  private boolean finishing;

  /// What all runs of one call share.
  ///
  /// @param jobs runs jobs, as many at once as the user allows
  record Place(
      Path workingCopy, JobAgent.Settings settings, Map<String, String> secrets, Executor jobs) {}

  LocalRun(Run planned, RunInputs inputs, Place place, Progress progress, InstantSource clock) {
    this.planned = planned;
    this.place = place;
    this.progress = progress;
    this.clock = clock;
    var store = new InMemoryRunStore();
    store.create(planned, inputs);
    this.desk = new RunDesk(store, new InMemoryGroupStore(), this, clock);
  }

  /// Starts the jobs; they go on in the background.
  void start() {
    progress.runStarted(planned);
    react(desk.resume(planned.id()));
    for (var job : planned.jobs().keySet()) {
      tell(new RunCommand.Reached(job, planned.attempt(), job.toString()));
    }
    if (planned.jobs().isEmpty()) {
      finish();
    }
  }

  /// Waits for the end.
  Run await() {
    return end.join();
  }

  /// Cancels as on GitHub: running steps get signals, what asks for it still runs.
  void cancel() {
    try {
      tell(new RunCommand.Cancel());
    } catch (RefusedException _) {
      // It was over already.
    }
  }

  @Override
  public Optional<RunCommand> perform(Run run, RunEffect.Outer effect) {
    return switch (effect) {
      case RunEffect.Launch(var job, var attempt) -> {
        if (launched.add(job)) {
          place.jobs().execute(() -> work(job, attempt));
        }
        yield Optional.empty();
      }
      // Nobody waits with tokens here, and an agent that has not claimed yet has no build to stop.
      case RunEffect.CompleteTask _, RunEffect.StopBuild _, RunEffect.StartExecution _ ->
          Optional.empty();
    };
  }

  private void work(JobKey key, int attempt) {
    var name = key.toString();
    Run run;
    try {
      run = tell(new RunCommand.Claim(key, attempt, name));
    } catch (RefusedException _) {
      // Cancelled while it waited for its turn.
      return;
    }
    var job = job(run, key);
    progress.jobStarted(run, job);
    var assignment = assignment(run, job);
    var agent = new JobAgent(place.settings(), assignment, new Line(run, job, assignment), clock);
    agents.put(key, agent);
    react(desk.load(run.id()).run());
    var outcome = outcome(agent);
    agents.remove(key);
    progress.jobReported(run, job, agent.report());
    tell(new RunCommand.Complete(key, attempt, name, outcome));
  }

  private static JobOutcome outcome(JobAgent agent) {
    try {
      return agent.run();
    } catch (RuntimeException e) {
      // The run must end and say why, whatever the agent stumbled over.
      return new JobOutcome(
          Conclusion.FAILURE, Map.of(), List.of(), 0, Optional.of("the agent failed: " + e));
    }
  }

  private JobAssignment assignment(Run run, RunJob job) {
    var prepared = desk.prepare(run.id());
    return new JobAssignment(
        run.id(),
        job.key(),
        job.attempt(),
        job.name(),
        prepared.inputs().workflowPath(),
        prepared.inputs().workflowSource(),
        prepared.gate().assignmentContexts(run, job).with("secrets", Json.strings(place.secrets())),
        new Source.WorkingCopy(place.workingCopy()),
        List.of(),
        Duration.ofSeconds(10));
  }

  private Run tell(RunCommand command) {
    var run = desk.tell(planned.id(), command);
    react(run);
    return run;
  }

  /// Carries out what a new state of the run means here.
  private void react(Run run) {
    for (var job : run.jobs().values()) {
      var agent = agents.get(job.key());
      if (job.cancel() && agent != null) {
        Thread.ofVirtual().start(agent::cancel);
      }
    }
    if (announce(run)) {
      finish();
    }
  }

  /// @return whether all jobs are over, once
  private synchronized boolean announce(Run run) {
    for (var job : run.jobs().values()) {
      if (job.isFinished() && announced.add(job.key())) {
        progress.jobCompleted(run, job);
      }
    }
    var over = announced.size() == run.jobs().size() && !finishing;
    finishing |= over;
    return over;
  }

  private void finish() {
    var run = desk.tell(planned.id(), new RunCommand.Finish(planned.attempt()));
    progress.runCompleted(run);
    end.complete(run);
  }

  private static RunJob job(Run run, JobKey key) {
    var job = run.jobs().get(key);
    if (job == null) {
      throw new IllegalStateException("Run %s has no job %s".formatted(run.id(), key));
    }
    return job;
  }

  /// The agent's line to the run: a method call where others have HTTP.
  private final class Line implements ControlPlane {
    private final Run run;
    private final RunJob job;
    private final JobAssignment assignment;

    Line(Run run, RunJob job, JobAssignment assignment) {
      this.run = run;
      this.job = job;
      this.assignment = assignment;
    }

    @Override
    public JobAssignment claim() {
      return assignment;
    }

    @Override
    public void log(List<LogEvent> events) {
      events.forEach(event -> progress.log(run, job, event));
    }

    @Override
    public Signal heartbeat() {
      return Signal.CONTINUE;
    }

    @Override
    public void report(JobReport report) {
      throw new UnsupportedOperationException("the report is asked of the agent");
    }

    @Override
    public void complete(JobOutcome outcome) {
      throw new UnsupportedOperationException("the outcome is what the agent returns");
    }
  }
}
