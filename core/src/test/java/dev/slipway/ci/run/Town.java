package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Group;
import dev.slipway.ci.concurrency.GroupId;
import dev.slipway.ci.concurrency.GroupStore;
import dev.slipway.ci.concurrency.InMemoryGroupStore;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Several runs of one repository at one desk. A started execution reaches all jobs of its run.
final class Town implements RunEffects {
  private final InMemoryRunStore runs = new InMemoryRunStore();
  private final InMemoryGroupStore groups = new InMemoryGroupStore();
  private final RunDesk desk;
  private final List<RunId> all = new ArrayList<>();
  private final List<RunId> started = new ArrayList<>();
  private Runnable misfortune = () -> {};

  Town() {
    this.desk = new RunDesk(runs, new Unreliable(), this, () -> PlannedRun.NOON);
  }

  /// What happens before each call of a group's store.
  void before(Runnable what) {
    misfortune = what;
  }

  private final class Unreliable implements GroupStore {
    @Override
    public Group load(GroupId id) {
      misfortune.run();
      return groups.load(id);
    }

    @Override
    public boolean save(GroupId id, Group before, Group next) {
      misfortune.run();
      var saved = groups.save(id, before, next);
      misfortune.run();
      return saved;
    }
  }

  /// A new run of this workflow.
  RunId push(String source) {
    var inputs =
        new RunInputs(
            ".github/workflows/ci.yml",
            source,
            TypicalEvents.of("push", RepositoryId.parse("o/r"), "main", "a".repeat(40), "octocat"),
            Json.Obj.EMPTY,
            Json.Obj.EMPTY,
            "https://github.com/o/r",
            "https://github.com");
    var number = all.size() + 1;
    var id = RunFactory.id(PlannedRun.NOON.plus(Duration.ofSeconds(number)), inputs);
    var workflow = PlannedRun.workflow(source);
    runs.create(
        RunFactory.create(id, number, workflow, inputs, "delivery", PlannedRun.NOON), inputs);
    all.add(id);
    return id;
  }

  /// Plans it, as the planner does: a run with a group of its own asks there first.
  RunId begin(RunId id) {
    if (run(id).seat().isPresent()) {
      desk.resume(id);
    } else {
      start(run(id));
    }
    reach();
    return id;
  }

  private void start(Run run) {
    if (!started.contains(run.id())) {
      started.add(run.id());
    }
  }

  /// Every execution that was started comes to its jobs.
  void reach() {
    for (var id : List.copyOf(started)) {
      var run = run(id);
      for (var job : run.jobs().values()) {
        if (job.state() instanceof JobState.Planned && !run.isCompleted()) {
          tell(id, new RunCommand.Reached(job.key(), run.attempt(), job.key().toString()));
        }
      }
    }
  }

  Group group(GroupId id) {
    return groups.load(id);
  }

  /// A process that was slow asks a group only now.
  void enter(RunEffect.Enter asked) {
    var repository = run(asked.member().run()).about().repository();
    new GroupDesk(groups, runs)
        .enter(repository, asked, (member, command) -> tell(member.run(), command))
        .ifPresent(command -> tell(asked.member().run(), command));
  }

  void tell(RunId id, RunCommand command) {
    desk.tell(id, command);
  }

  /// The agent of a job comes, and ends it; where it was the last one, the execution ends the run.
  void play(RunId id, String job, Conclusion conclusion) {
    var key = JobKey.parse(job);
    var attempt = run(id).job(key).attempt();
    var outcome = new JobOutcome(conclusion, Map.of(), List.of(), 1, Optional.empty());
    if (run(id).job(key).state() instanceof JobState.Launched) {
      tell(id, new RunCommand.Claim(key, attempt, "agent"));
    }
    tell(id, new RunCommand.Complete(key, attempt, "agent", outcome));
    finish(id);
  }

  void finish(RunId id) {
    if (run(id).jobs().values().stream().allMatch(RunJob::isFinished)) {
      tell(id, new RunCommand.Finish(run(id).attempt()));
    }
    reach();
  }

  void sweep() {
    all.stream()
        .filter(id -> !run(id).isCompleted() || !run(id).pending().isEmpty())
        .forEach(desk::resume);
    reach();
  }

  List<RunId> all() {
    return all;
  }

  Run run(RunId id) {
    return desk.load(id).run();
  }

  String status(RunId id) {
    return run(id).conclusion().map(Conclusion::word).orElseGet(() -> run(id).status().name());
  }

  String state(RunId id, String job) {
    return switch (run(id).job(JobKey.parse(job)).state()) {
      case JobState.Planned _ -> "planned";
      case JobState.Waiting(var reason) -> reason;
      case JobState.Launched _ -> "launched";
      case JobState.Running _ -> "running";
      case JobState.Finished finished ->
          finished.conclusion().word() + finished.reason().map(why -> ": " + why).orElse("");
    };
  }

  @Override
  public Optional<RunCommand> perform(Run run, RunEffect.Outer effect) {
    if (effect instanceof RunEffect.StartExecution) {
      start(run);
    }
    return Optional.empty();
  }
}
