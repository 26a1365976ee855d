package dev.slipway.ci.run;

import dev.slipway.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The diagram in the documentation is what the code does: it is drawn from the moves of many
/// random histories.
class RunStatesDiagramTest {
  private static final int SEEDS = 600;
  private static final int COMMANDS = 120;

  private final Map<String, Set<String>> jobMoves = new TreeMap<>();
  private final Map<String, Set<String>> runMoves = new TreeMap<>();

  @Test
  void theDocumentationShowsTheMovesThatTheCodeMakes() {
    for (var seed = 0; seed < SEEDS; seed++) {
      explore(seed);
    }
    Snapshot.matches(Path.of("../docs/run-states.md"), document());
  }

  private void explore(int seed) {
    var random = new SplittableRandom(seed);
    var play = Play.of(RandomWorkflow.jobs(random));
    var commands = new RandomCommands(random);
    for (var i = 0; i < COMMANDS; i++) {
      play.later(Duration.ofSeconds(random.nextInt(30) == 0 ? 2_000 : 1));
      var command = commands.next(play.run());
      var before = play.run();
      try {
        play.tell(command);
      } catch (RefusedException _) {
        continue;
      }
      note(before, command, play.run());
    }
  }

  private void note(Run before, RunCommand command, Run after) {
    move(runMoves, name(before), name(after), command.getClass().getSimpleName());
    for (var job : after.jobs().values()) {
      var own = command.about().filter(job.key()::equals).isPresent();
      var of = own || command.about().isEmpty() ? "" : " of another job";
      move(
          jobMoves,
          before.job(job.key()).state().getClass().getSimpleName(),
          job.state().getClass().getSimpleName(),
          command.getClass().getSimpleName() + of);
    }
  }

  private static String name(Run run) {
    return switch (run.status()) {
      case QUEUED -> "Queued";
      case IN_PROGRESS -> "InProgress";
      case WAITING -> "Waiting";
      case COMPLETED -> "Completed";
    };
  }

  private static void move(Map<String, Set<String>> moves, String from, String to, String by) {
    if (!from.equals(to)) {
      moves.computeIfAbsent("%s --> %s".formatted(from, to), _ -> new TreeSet<>()).add(by);
    }
  }

  private String document() {
    return """
    # How runs and jobs move

    Drawn by `RunStatesDiagramTest` from what the code does; to draw it anew:
    `./slipway test -pl core -Dsnapshots.update=true`.

    An arrow is named after the command that makes the move: what somebody asks for, or what somebody tells. Some
    commands about one job move another: when a need is over, what waited for it begins or is skipped. A command that
    the state does not allow is refused and changes nothing; one that comes twice changes nothing the second time.

    ## A job

    ```mermaid
    stateDiagram-v2
    %s```

    ## A run

    ```mermaid
    stateDiagram-v2
    %s```
    """
        .formatted(arrows("Planned", jobMoves), arrows("Queued", runMoves));
  }

  private static String arrows(String first, Map<String, Set<String>> moves) {
    var arrows = new StringBuilder("  [*] --> %s%n".formatted(first));
    moves.forEach((move, commands) ->
        arrows.append("  %s: %s%n".formatted(move, String.join(", ", commands))));
    return arrows.toString();
  }
}
