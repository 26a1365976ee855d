package dev.slipway.ci.run;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Commands as an unreliable world sends them: to the right job or another, of this attempt or an
/// older one, from the right agent or a zombie, and some of them again, much later.
final class RandomCommands {
  private static final List<String> AGENTS = List.of("agent", "zombie");

  private final RandomGenerator random;
  private final List<RunCommand> sent = new ArrayList<>();
  private int tokens;

  RandomCommands(RandomGenerator random) {
    this.random = random;
  }

  RunCommand next(Run run) {
    if (!sent.isEmpty() && random.nextInt(4) == 0) {
      return RandomWorkflow.oneOf(sent, random);
    }
    var command = fresh(run);
    sent.add(command);
    return command;
  }

  private RunCommand fresh(Run run) {
    var job = RandomWorkflow.oneOf(List.copyOf(run.jobs().keySet()), random);
    var attempt = Math.max(1, run.attempt() - (random.nextInt(10) == 0 ? 1 : 0));
    var agent = agent(run, job);
    return switch (random.nextInt(40)) {
      case 0 -> new RunCommand.Cancel();
      case 1, 2 -> new RunCommand.Rerun(which(job));
      case 3 -> new RunCommand.Finish(attempt);
      case 4 -> new RunCommand.BuildEnded(job, attempt, "its build ended");
      case 5, 6 -> new RunCommand.Sweep();
      case 7, 8, 9 -> performed(run);
      case 10, 11 -> new RunCommand.BuildStarted(job, attempt, "build of " + job);
      case 12, 13 -> new RunCommand.Heartbeat(job, attempt, agent);
      case 14, 15, 16, 17, 18, 19, 20, 21 -> new RunCommand.Claim(job, attempt, agent);
      case 22, 23, 24, 25, 26, 27, 28, 29 ->
          new RunCommand.Complete(job, attempt, agent, outcome());
      default -> new RunCommand.Reached(job, attempt, "token " + tokens++);
    };
  }

  /// Mostly the one that has the job.
  private String agent(Run run, JobKey job) {
    return run.job(job).state() instanceof JobState.Running running && random.nextInt(4) > 0
        ? running.agent()
        : RandomWorkflow.oneOf(AGENTS, random);
  }

  private RunCommand performed(Run run) {
    return new RunCommand.Performed(
        run.pending().stream().filter(_ -> random.nextBoolean()).toList());
  }

  private Which which(JobKey job) {
    return switch (random.nextInt(3)) {
      case 0 -> new Which.All();
      case 1 -> new Which.Failed();
      default -> new Which.One(job);
    };
  }

  private JobOutcome outcome() {
    var conclusion =
        RandomWorkflow.oneOf(
            List.of(
                Conclusion.SUCCESS, Conclusion.SUCCESS, Conclusion.FAILURE, Conclusion.CANCELLED),
            random);
    return new JobOutcome(
        conclusion, Map.of("o", conclusion.word()), List.of(), 1, Optional.empty());
  }
}
