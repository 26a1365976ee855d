package dev.slipway.ci.statemachine;

import dev.slipway.ci.plan.MatrixSize;
import dev.slipway.ci.workflow.JobPlace;
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
/// Where only the needs' outputs tell the matrix, a task before it asks for the combinations.
/// Iterations are told everything by their input, since a child execution does not see ours.
final class JobStates {
  /// What an inline Map runs at once.
  static final int INLINE = 40;

  private final Tasks tasks;
  private final StateNames names;
  private final boolean crowded;
  private final Calls calls;

  /// Adds the states of what a job calls to a level.
  @FunctionalInterface
  interface Calls {
    /// @return the first state
    String add(List<JobPlace> places, Where where, Level level, String next);
  }

  /// @param crowded there are so many jobs that every matrix needs a history of its own
  JobStates(Tasks tasks, StateNames names, boolean crowded, Calls calls) {
    this.tasks = tasks;
    this.names = names;
    this.crowded = crowded;
    this.calls = calls;
  }

  /// Adds a job's states to a level; the last goes on to `next`.
  ///
  /// @return the first
  String add(JobPlace place, Where where, Level level, String next) {
    var strategy = place.job().strategy();
    if (strategy.isPresent()) {
      return addMatrix(place, strategy.get(), where, level, next);
    }
    var id = place.job().id();
    return place.called().isEmpty()
        ? level.add(names.of(shown(place)), tasks.job(where, id), next)
        : calls.add(place.calls(OptionalInt.empty()), where.inside(id), level, next);
  }

  /// `deploy / build`.
  static String shown(JobPlace place) {
    var callers = new StringBuilder();
    place.callers().forEach(caller -> callers.append(caller.place().job().id()).append(" / "));
    return callers + place.job().id();
  }

  private String addMatrix(
      JobPlace place, Strategy strategy, Where where, Level level, String next) {
    if (!place.isLate()) {
      return addMap(place, strategy, where, level, next);
    }
    var asks = names.of(shown(place) + ": what matrix?");
    var maps = new Level();
    var first = addMap(place, strategy, where, maps, next);
    level.add(asks, tasks.combinations(where, place.job().id()), first);
    level.addAll(maps);
    return asks;
  }

  private String addMap(JobPlace place, Strategy strategy, Where where, Level level, String next) {
    var name = names.of(shown(place));
    var size = crowded ? OptionalInt.of(Integer.MAX_VALUE) : MatrixSize.atOnce(strategy);
    if (size.isPresent()) {
      var mode = size.getAsInt() <= INLINE ? Mode.INLINE : Mode.DISTRIBUTED;
      return level.add(name, map(place, where, mode), next);
    }
    var many = names.of("%s (more than %d)".formatted(shown(place), INLINE));
    var few =
        Json.object()
            .put("Condition", "{%% %s <= %d %%}".formatted(size(place, where), INLINE))
            .put("Next", name)
            .build();
    var question =
        Json.object()
            .put("Type", "Choice")
            .put("Choices", Json.array(List.of(few)))
            .put("Default", many)
            .build();
    var first = level.add(names.of(shown(place) + ": how many?"), question);
    level.add(name, map(place, where, Mode.INLINE), next);
    level.add(many, map(place, where, Mode.DISTRIBUTED), next);
    return first;
  }

  private enum Mode {
    INLINE,
    DISTRIBUTED
  }

  private Json.Obj map(JobPlace place, Where where, Mode mode) {
    var config = Json.object().put("Mode", mode.name());
    if (mode == Mode.DISTRIBUTED) {
      // Express executions live five minutes and know no task tokens.
      config.put("ExecutionType", "STANDARD");
    }
    var id = place.job().id();
    var iteration = new Level();
    var isCall = place.called().isPresent();
    var first =
        isCall
            ? calls.add(place.calls(OptionalInt.of(0)), new Where.Iteration(""), iteration, "")
            : iteration.add(names.of(shown(place) + " (matrix)"), tasks.combination(where, id), "");
    return Json.object()
        .put("Type", "Map")
        // The brackets belong to the range; a second pair would make one item of all.
        .put("Items", "{%% [0..%s - 1] %%}".formatted(size(place, where)))
        .put(
            "ItemSelector",
            isCall ? Tasks.call(where, id, matrix(place, where)) : Tasks.item(where))
        .put(
            "ItemProcessor",
            Json.object()
                .put("ProcessorConfig", config.build())
                .put("StartAt", first)
                .put("States", iteration.states())
                .build())
        .put("Output", where.output())
        .build();
  }

  private static String size(JobPlace place, Where where) {
    return "$lookup(%s, %s)".formatted(matrix(place, where), where.name(place.job().id()));
  }

  /// Where the combinations are told: by the run's input, by the task before, by the iteration.
  private static String matrix(JobPlace place, Where where) {
    return where instanceof Where.Iteration || place.isLate()
        ? "$states.input.matrix"
        : Tasks.INPUT + ".matrix";
  }

  /// States that see each other: the whole machine, a branch, an iteration.
  static final class Level {
    private final Map<String, Json> states = new LinkedHashMap<>();

    /// @param next empty where the level ends; what comes out of a level nobody reads, and of all
    ///   the iterations of a Map it would be too much
    String add(String name, Json.Obj state, String next) {
      return add(
          name,
          next.isEmpty()
              ? state.with("Output", Json.Obj.EMPTY).with("End", Json.Bool.TRUE)
              : state.with("Next", Json.of(next)));
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
