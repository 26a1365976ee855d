package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for every run, whatever happens in whatever order. Each seed gives one workflow and
/// one history; a failure names its seed. `-Dslipway.seeds=10000` looks further.
class RunPropertiesTest {
  private static final int SEEDS = Integer.getInteger("slipway.seeds", 200);
  private static final int COMMANDS = 80;

  @Test
  void sayingAnythingTwiceIsSayingItOnce() {
    histories((play, command) -> {
      var once = tried(play, command);
      var twice = apply(play, once, command);
      assertThat(twice).as("%s twice", command).isEqualTo(once);
    });
  }

  @Test
  void whatIsOverStaysOver() {
    histories((play, command) -> {
      var before = play.run();
      var after = tried(play, command);
      if (after.attempt() == before.attempt()) {
        assertThat(after.jobs().values())
            .as("after %s", command)
            .allSatisfy(job -> {
              if (before.job(job.key()).isFinished()) {
                assertThat(job.state()).isEqualTo(before.job(job.key()).state());
              }
            });
        before.conclusion().ifPresent(ended -> assertThat(after.conclusion()).contains(ended));
      }
    });
  }

  @Test
  void nothingBeginsBeforeItsNeedsAreOver() {
    histories((play, command) -> {
      var before = play.run();
      var after = tried(play, command);
      for (var job : after.jobs().values()) {
        if (isLive(job) && !isLive(before.job(job.key()))) {
          assertThat(job.needs())
              .as("%s after %s", job.key(), command)
              .allMatch(need -> after.instances(need).stream().allMatch(RunJob::isFinished));
        }
      }
    });
  }

  @Test
  void anAttemptOfAJobIsLaunchedOnceAndHasOneAgent() {
    histories((play, command) -> {
      var before = play.run();
      for (var job : tried(play, command).jobs().values()) {
        var old = before.job(job.key());
        if (isLive(old) && old.attempt() == job.attempt()) {
          assertThat(job.state())
              .as("%s after %s", job.key(), command)
              .isNotInstanceOfAny(JobState.Planned.class, JobState.Waiting.class);
        }
        if (old.state() instanceof JobState.Running was
            && job.state() instanceof JobState.Running is) {
          assertThat(is.agent()).isEqualTo(was.agent());
          assertThat(is.startedAt()).isEqualTo(was.startedAt());
        }
      }
    });
  }

  @Test
  void noMoreRunAtOnceThanTheStrategyAllows() {
    histories((play, command) -> {
      var after = tried(play, command);
      for (var job : play.workflow().jobs().values()) {
        job.strategy()
            .flatMap(strategy -> strategy.maxParallel())
            .ifPresent(most ->
                assertThat(after.instances(job.id()).stream().filter(RunPropertiesTest::isLive))
                    .as("%s after %s", job.id(), command)
                    .hasSizeLessThanOrEqualTo(Integer.parseInt(most.text())));
      }
    });
  }

  @Test
  void storesAnswerWhatTheyWereGiven() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var run = history(seed, (_, _) -> {}).run();
      assertThat(RunJson.read((Json.Obj) Json.parse(RunJson.write(run).text()))).isEqualTo(run);
    }
  }

  @Test
  void everyTokenIsAnsweredAndEveryRunCanEnd() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var asked = new HashSet<String>();
      var effects = new HashSet<RunEffect>();
      var play =
          history(
              seed,
              (playing, command) -> {
                effects.addAll(playing.run().pending());
                if (command instanceof RunCommand.Reached(_, _, var token)) {
                  asked.add(token);
                }
              });
      toTheEnd(play, effects);
      assertThat(play.run().conclusion()).as("seed %d", seed).isPresent();
      assertThat(answered(effects)).as("seed %d", seed).containsAll(asked);
    }
  }

  /// The world becomes reliable: every job is reached, and every build's agent comes and succeeds.
  private static void toTheEnd(Play play, Set<RunEffect> effects) {
    if (!play.run().isCompleted()) {
      play.reachAll();
      for (var round = 0; round < play.run().jobs().size(); round++) {
        for (var job : play.run().jobs().values()) {
          if (job.state() instanceof JobState.Launched) {
            play.tell(new RunCommand.Claim(job.key(), job.attempt(), "agent"));
          }
          if (play.job(job.key().toString()).state()
              instanceof JobState.Running(var agent, _, _, _)) {
            play.complete(job, agent, Conclusion.SUCCESS, Map.of());
          }
        }
      }
      assertThat(play.run().jobs().values()).allMatch(RunJob::isFinished);
      effects.addAll(play.run().pending());
      play.finish();
    }
    effects.addAll(play.run().pending());
  }

  private static Set<String> answered(Set<RunEffect> effects) {
    var tokens = new HashSet<String>();
    for (var effect : effects) {
      if (effect instanceof RunEffect.CompleteTask(_, var token, _)) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  /// Looks at a command before it is applied.
  private interface Check {
    void see(Play play, RunCommand command);
  }

  private static void histories(Check check) {
    IntStream.range(0, SEEDS).forEach(seed -> history(seed, check));
  }

  private static Play history(int seed, Check check) {
    var random = new SplittableRandom(seed);
    var play = Play.of(RandomWorkflow.jobs(random));
    var commands = new RandomCommands(random);
    for (var i = 0; i < COMMANDS; i++) {
      play.later(Duration.ofSeconds(random.nextInt(60) == 0 ? 100 : random.nextInt(5)));
      var command = commands.next(play.run());
      try {
        check.see(play, command);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d, command %d".formatted(seed, i), e);
      }
      play.tell(tried(play, command));
    }
    return play;
  }

  private static Run tried(Play play, RunCommand command) {
    return apply(play, play.run(), command);
  }

  /// A refused command changes nothing.
  private static Run apply(Play play, Run run, RunCommand command) {
    try {
      return play.machine().apply(run, command, play.now());
    } catch (RefusedException _) {
      return run;
    }
  }

  private static boolean isLive(RunJob job) {
    return job.state() instanceof JobState.Launched || job.state() instanceof JobState.Running;
  }
}
