package dev.slipway.ci.statemachine;

import dev.slipway.ci.plan.MatrixSize;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The states of one job: a task that waits for its end, and around it a Map for a matrix.
///
/// An inline Map runs no more than forty iterations at once, whatever it is asked for; a larger
/// matrix is a distributed one, whose iterations are executions of their own with a history of
/// their own. Where the file does not tell the size, both stand there and the run's input decides.
/// Iterations are told everything by their input, since a child execution does not see ours.
final class JobStates {
  /// What an inline Map runs at once.
  static final int INLINE = 40;

  private final Tasks tasks;
  private final StateNames names;
  private final boolean crowded;

  /// @param crowded there are so many jobs that every matrix needs a history of its own
  JobStates(Tasks tasks, StateNames names, boolean crowded) {
    this.tasks = tasks;
    this.names = names;
    this.crowded = crowded;
  }

  /// Adds a job's states to a level; the last goes on to `next`.
  ///
  /// @return the first
  String add(Job job, Level level, String next) {
    return job.strategy()
        .map(strategy -> addMatrix(job.id(), strategy, level, next))
        .orElseGet(() -> level.add(names.of(job.id()), tasks.job(job.id()), next));
  }

  private String addMatrix(String id, Strategy strategy, Level level, String next) {
    var name = names.of(id);
    var size = crowded ? OptionalInt.of(Integer.MAX_VALUE) : MatrixSize.atOnce(strategy);
    if (size.isPresent()) {
      var mode = size.getAsInt() <= INLINE ? Mode.INLINE : Mode.DISTRIBUTED;
      return level.add(name, map(id, mode), next);
    }
    var many = names.of("%s (more than %d)".formatted(id, INLINE));
    var few =
        Json.object()
            .put("Condition", "{%% %s <= %d %%}".formatted(size(id), INLINE))
            .put("Next", name)
            .build();
    var question =
        Json.object()
            .put("Type", "Choice")
            .put("Choices", Json.array(List.of(few)))
            .put("Default", many)
            .build();
    var first = level.add(names.of(id + ": how many?"), question);
    level.add(name, map(id, Mode.INLINE), next);
    level.add(many, map(id, Mode.DISTRIBUTED), next);
    return first;
  }

  private enum Mode {
    INLINE,
    DISTRIBUTED
  }

  private Json.Obj map(String id, Mode mode) {
    var config = Json.object().put("Mode", mode.name());
    if (mode == Mode.DISTRIBUTED) {
      // Express executions live five minutes and know no task tokens.
      config.put("ExecutionType", "STANDARD");
    }
    var combination = new Level();
    var first = combination.add(names.of(id + " (matrix)"), tasks.combination(id), "");
    return Json.object()
        .put("Type", "Map")
        // The brackets belong to the range; a second pair would make one item of all.
        .put("Items", "{%% [0..%s - 1] %%}".formatted(size(id)))
        .put("ItemSelector", Tasks.item())
        .put(
            "ItemProcessor",
            Json.object()
                .put("ProcessorConfig", config.build())
                .put("StartAt", first)
                .put("States", combination.states())
                .build())
        .put("Output", Json.Obj.EMPTY)
        .build();
  }

  private static String size(String id) {
    return "$lookup(%s.matrix, '%s')".formatted(Tasks.INPUT, id);
  }

  /// States that see each other: the whole machine, a branch, an iteration.
  static final class Level {
    private final Map<String, Json> states = new LinkedHashMap<>();

    /// @param next empty where the level ends
    String add(String name, Json.Obj state, String next) {
      return add(
          name,
          next.isEmpty() ? state.with("End", Json.Bool.TRUE) : state.with("Next", Json.of(next)));
    }

    String add(String name, Json.Obj state) {
      states.put(name, state);
      return name;
    }

    void addAll(Level other) {
      states.putAll(other.states);
    }

    Json.Obj states() {
      return new Json.Obj(states);
    }
  }
}
