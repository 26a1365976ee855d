package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.concurrency.InMemoryGroupStore;
import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs and jobs of one repository in the same concurrency group, whatever goes wrong on the way.
class ConcurrencyTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final RepositoryId REPOSITORY = RepositoryId.parse("o/r");

  private final InMemoryRunStore store = new InMemoryRunStore();
  private final Map<RunId, List<RunEffect.Outer>> asked = new HashMap<>();
  private int mishaps;
  private Random random = new Random(1);
  private final RunDesk desk =
      new RunDesk(store, new InMemoryGroupStore(), this::perform, () -> NOON);

  private Optional<RunCommand> perform(Run run, RunEffect.Outer effect) {
    if (mishaps > 0 && random.nextInt(4) == 0) {
      mishaps--;
      throw new IllegalStateException("killed");
    }
    asked.computeIfAbsent(run.id(), _ -> new ArrayList<>()).add(effect);
    return Optional.empty();
  }

  private Run push(int number, String workflow) {
    var read = (ReadResult.Valid) WorkflowReader.read("ci.yml", workflow);
    var inputs =
        new RunInputs(
            "ci.yml",
            workflow,
            TypicalEvents.of("push", REPOSITORY, "main", "a".repeat(40), "mona"),
            Json.Obj.EMPTY,
            Json.Obj.EMPTY,
            "file:///",
            "https://github.com");
    var run =
        RunFactory.create(
            new RunId(1_000_000 + number), number, read.workflow(), inputs, "d" + number, NOON);
    store.create(run, inputs);
    return run;
  }

  private Run now(Run run) {
    return desk.load(run.id()).run();
  }

  private boolean began(Run run) {
    return asked.getOrDefault(run.id(), List.of()).stream()
        .anyMatch(RunEffect.StartExecution.class::isInstance);
  }

  private static String workflow(String concurrency) {
    return "on: push\nconcurrency: %s\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n"
        .formatted(concurrency);
  }

  private void finish(Run run, Conclusion conclusion) {
    life(conclusion).forEach(command -> desk.tell(run.id(), command));
  }

  private static List<RunCommand> life(Conclusion conclusion) {
    var key = JobKey.of("a");
    var outcome = new JobOutcome(conclusion, Map.of(), List.of(), 0, Optional.empty());
    return List.of(
        new RunCommand.Reached(key, 1, "token"),
        new RunCommand.Claim(key, 1, "agent"),
        new RunCommand.Complete(key, 1, "agent", outcome),
        new RunCommand.Finish(1));
  }

  @Test
  void oneRunsOneWaitsAndTheNewestReplacesWhoWaits() {
    var runs = new ArrayList<Run>();
    for (var i = 1; i <= 3; i++) {
      runs.add(push(i, workflow("deploy")));
      desk.resume(runs.getLast().id());
    }
    assertThat(runs.stream().map(this::began)).containsExactly(true, false, false);
    assertThat(now(runs.get(1)).conclusion()).contains(Conclusion.CANCELLED);
    assertThat(now(runs.get(1)).message()).get().asString().contains("deploy");
    assertThat(now(runs.get(2)).status()).isEqualTo(Run.Status.WAITING);
    finish(runs.get(0), Conclusion.FAILURE);
    assertThat(began(runs.get(2))).isTrue();
    assertThat(now(runs.get(2)).status()).isEqualTo(Run.Status.QUEUED);
    finish(runs.get(2), Conclusion.SUCCESS);
    assertThat(now(runs.get(2)).conclusion()).contains(Conclusion.SUCCESS);
  }

  @Test
  void cancelInProgressCancelsWhoRunsAndBeginsWhenItHasEnded() {
    var first = push(1, workflow("{group: deploy, cancel-in-progress: true}"));
    desk.resume(first.id());
    var second = push(2, workflow("{group: DEPLOY, cancel-in-progress: true}"));
    desk.resume(second.id());
    assertThat(now(first).cancelled()).isTrue();
    assertThat(began(second)).isFalse();
    desk.tell(first.id(), new RunCommand.Finish(1));
    assertThat(now(first).conclusion()).contains(Conclusion.CANCELLED);
    assertThat(began(second)).isTrue();
  }

  @Test
  void aQueueHasAllInTheOrderTheyCame() {
    var runs = new ArrayList<Run>();
    for (var i = 1; i <= 4; i++) {
      runs.add(push(i, workflow("{group: deploy, queue: max}")));
      desk.resume(runs.getLast().id());
    }
    for (var run : runs) {
      assertThat(runs.stream().filter(other -> began(other) && !now(other).isCompleted()))
          .containsExactly(run);
      finish(run, Conclusion.SUCCESS);
    }
  }

  @Test
  void whoWaitsCanBeCancelled() {
    var first = push(1, workflow("deploy"));
    var second = push(2, workflow("deploy"));
    desk.resume(first.id());
    desk.resume(second.id());
    desk.tell(second.id(), new RunCommand.Cancel());
    assertThat(now(second).conclusion()).contains(Conclusion.CANCELLED);
    finish(first, Conclusion.SUCCESS);
    assertThat(began(second)).isFalse();
  }

  @Test
  void jobsOfARunTakeTurnsToo() {
    var run =
        push(
            1,
            """
            on: push
            jobs:
              a: {runs-on: x, concurrency: one, steps: [{run: a}]}
              b: {runs-on: x, concurrency: "${{ 'ONE' }}", steps: [{run: b}]}
            """);
    desk.tell(run.id(), new RunCommand.Reached(JobKey.of("a"), 1, "t1"));
    desk.tell(run.id(), new RunCommand.Reached(JobKey.of("b"), 1, "t2"));
    var jobs = now(run).jobs();
    assertThat(jobs.get(JobKey.of("a")))
        .extracting(RunJob::state)
        .isInstanceOf(JobState.Launched.class);
    assertThat(jobs.get(JobKey.of("b")))
        .extracting(RunJob::state)
        .isEqualTo(new JobState.Waiting("waits for its turn in concurrency group ONE"));
    desk.tell(run.id(), new RunCommand.Claim(JobKey.of("a"), 1, "agent"));
    desk.tell(
        run.id(),
        new RunCommand.Complete(
            JobKey.of("a"),
            1,
            "agent",
            new JobOutcome(Conclusion.SUCCESS, Map.of(), List.of(), 0, Optional.empty())));
    assertThat(now(run).jobs().get(JobKey.of("b")))
        .extracting(RunJob::state)
        .isInstanceOf(JobState.Launched.class);
  }

  @Test
  void aJobInTheGroupOfItsOwnRunFailsInsteadOfWaitingForEver() {
    var run =
        push(
            1,
            """
            on: push
            concurrency: one
            jobs: {a: {runs-on: x, concurrency: one, steps: [{run: a}]}}
            """);
    desk.resume(run.id());
    desk.tell(run.id(), new RunCommand.Reached(JobKey.of("a"), 1, "t"));
    var job = now(run).job(JobKey.of("a"));
    assertThat(job.conclusion()).contains(Conclusion.FAILURE);
    assertThat(((JobState.Finished) job.state()).reason()).get().asString().contains("deadlock");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          ${{ github.ref }}                                    ~ refs/heads/main REPLACE
          {group: a, cancel-in-progress: "${{ github.ref == 'refs/heads/main' }}"} ~ a PREEMPT
          {group: a, cancel-in-progress: "${{ github.ref == 'refs/heads/dev' }}"}  ~ a REPLACE
          {group: a, queue: max}                               ~ a LINE_UP
          ${{ fromJSON('{"group":"b","queue":"max"}') }}       ~ b LINE_UP
          "${{ '' }}"                                          ~ concurrency at 2:14: Concurrency group name cannot be empty
          "${{ format('{0}{0}{0}{0}{0}', github.sha) }}${{ format('{0}{0}{0}{0}{0}', github.sha) }}xx" ~ concurrency at 2:14: Concurrency group name must be less than 400 characters
          """)
  void asksForTheGroupThatItComputes(String concurrency, String answer) {
    if (answer.startsWith("concurrency")) {
      assertThatThrownBy(() -> push(1, workflow(concurrency)))
          .isInstanceOf(InvalidPlanException.class)
          .hasMessage(answer);
    } else {
      var seat = push(1, workflow(concurrency)).seat().orElseThrow();
      assertThat("%s %s".formatted(seat.group(), seat.manner())).isEqualTo(answer);
    }
  }

  /// Ten runs come, are planned twice, run, end and are looked after in any order, while the
  /// process is killed between any two effects.
  @RepeatedTest(200)
  void neverTwoRunAndAllComeToAnEnd(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    mishaps = 20;
    var manners =
        List.of(
            "deploy", "{group: deploy, queue: max}", "{group: Deploy, cancel-in-progress: true}");
    var runs = new ArrayList<Run>();
    for (var step = 0; step < 2_000 && (runs.size() < 10 || !areOver(runs)); step++) {
      if (runs.size() < 10 && random.nextInt(5) == 0) {
        runs.add(push(runs.size(), workflow(manners.get(random.nextInt(manners.size())))));
      }
      if (!runs.isEmpty()) {
        act(runs.get(random.nextInt(runs.size())));
      }
      assertThat(runs.stream().map(this::now).filter(ConcurrencyTest::holds).count())
          .isLessThanOrEqualTo(1);
    }
    assertThat(runs).hasSize(10).allMatch(run -> now(run).isCompleted());
    assertThat(runs).anyMatch(run -> now(run).conclusion().equals(Optional.of(Conclusion.SUCCESS)));
  }

  private boolean areOver(List<Run> runs) {
    return runs.stream().allMatch(run -> now(run).isCompleted());
  }

  private static boolean holds(Run run) {
    return !run.isCompleted()
        && run.seat().map(Seat::stage).filter(Seat.Stage.HELD::equals).isPresent();
  }

  /// Somebody looks after a run, or what runs it goes on where it was.
  private void act(Run run) {
    var isUnderWay = began(run) && !now(run).isCompleted() && random.nextInt(3) == 0;
    if (!isUnderWay) {
      attempt(() -> desk.resume(run.id()));
    } else if (now(run).cancelled()) {
      attempt(() -> desk.tell(run.id(), new RunCommand.Finish(1)));
    } else {
      life(Conclusion.SUCCESS).forEach(command -> attempt(() -> desk.tell(run.id(), command)));
    }
  }

  private static void attempt(Runnable what) {
    try {
      what.run();
    } catch (IllegalStateException | RefusedException _) {
      // Killed, or it was over already.
    }
  }
}
