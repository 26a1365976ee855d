package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.concurrency.GroupId;
import dev.slipway.ci.concurrency.Manner;
import dev.slipway.ci.concurrency.Member;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Groups where processes end between any two of their steps, and news come late.
class GroupCrashTest {
  private static final int SEEDS = Integer.getInteger("slipway.seeds", 200);
  private static final String STEPS = "runs-on: linux, steps: [{run: 'true'}]";

  private static String whole(String concurrency) {
    return "on: push\nconcurrency: %s\njobs: {a: {%s}}\n".formatted(concurrency, STEPS);
  }

  private static String job(String concurrency) {
    return "on: push\njobs: {a: {concurrency: %s, %s}}\n".formatted(concurrency, STEPS);
  }

  @Test
  void whoIsOverAndAsksLateReplacesNobody() {
    var town = new Town();
    town.begin(town.push(whole("deploy")));
    var over = town.begin(town.push(whole("deploy")));
    town.tell(over, new RunCommand.Cancel());
    var waits = town.begin(town.push(whole("deploy")));

    var late = new RunEffect.Enter(new Member(over, Optional.empty(), 1), "deploy", Manner.REPLACE);
    town.enter(late);

    assertThat(town.status(waits)).isEqualTo("WAITING");
    assertThat(town.group(new GroupId(RepositoryId.parse("o/r"), "deploy")).members())
        .extracting(Member::run)
        .doesNotContain(over)
        .contains(waits);
  }

  /// A process that ends between any two steps.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void whereverAProcessEndsNobodyIsLostAndNoTwoRun() {
    for (var seed = 0; seed < SEEDS; seed++) {
      try {
        survive(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void survive(SplittableRandom random) {
    var town = new Town();
    town.before(() -> {
      if (random.nextInt(5) == 0) {
        throw new Killed();
      }
    });
    var manners =
        List.of(
            "deploy", "{group: deploy, cancel-in-progress: true}", "{group: deploy, queue: max}");
    for (var i = 0; i < 40; i++) {
      attempt(() -> step(town, random, manners));
      requireOneHolder(town);
    }
    town.before(() -> {});
    for (var i = 0;
        i < 200 && !town.all().stream().allMatch(id -> town.run(id).isCompleted());
        i++) {
      town.sweep();
      town.all().forEach(id -> attempt(() -> end(town, id)));
      requireOneHolder(town);
    }
    assertThat(town.all()).allSatisfy(id -> assertThat(town.run(id).isCompleted()).isTrue());
  }

  private static void step(Town town, SplittableRandom random, List<String> manners) {
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        var manner = manners.get(random.nextInt(manners.size()));
        town.begin(town.push(random.nextBoolean() ? whole(manner) : job(manner)));
      }
      case 2 -> town.sweep();
      case 3 -> {
        if (!town.all().isEmpty() && random.nextInt(4) == 0) {
          town.tell(town.all().get(random.nextInt(town.all().size())), new RunCommand.Cancel());
        }
      }
      default -> {
        if (!town.all().isEmpty()) {
          end(town, town.all().get(random.nextInt(town.all().size())));
        }
      }
    }
  }

  private static void end(Town town, RunId id) {
    var state = town.run(id).job(JobKey.of("a")).state();
    if (state instanceof JobState.Launched || state instanceof JobState.Running) {
      var cancelled = town.run(id).job(JobKey.of("a")).cancel();
      town.play(id, "a", cancelled ? Conclusion.CANCELLED : Conclusion.SUCCESS);
    }
    town.finish(id);
  }

  private static void attempt(Runnable what) {
    try {
      what.run();
    } catch (Killed | RefusedException _) {
      // The next process goes on.
    }
  }

  /// Who runs in the group: a run that has begun, or a job that has.
  private static void requireOneHolder(Town town) {
    var holders = new HashSet<String>();
    for (var id : town.all()) {
      var run = town.run(id);
      var live =
          run.jobs().values().stream()
              .anyMatch(job ->
                  job.state() instanceof JobState.Launched
                      || job.state() instanceof JobState.Running);
      if (live && !run.isCompleted()) {
        holders.add(id.toString());
      }
    }
    assertThat(holders).hasSizeLessThanOrEqualTo(1);
  }
}
