package dev.slipway.ci.simulation;

import dev.slipway.ci.run.RunCommand;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// The states that the compiler makes, entered and left as Step Functions does. It counts what AWS
/// would bill and what goes into the execution's history.
final class StateMachine {
  /// Iterations of an inline Map that run at once, whatever is asked for.
  private static final int INLINE = 40;

  private final Json.Obj definition;
  private final ToIntFunction<String> combinations;
  private final Consumer<RunCommand> run;
  private final Map<String, Runnable> waiting = new HashMap<>();
  private int tokens;
  private int transitions;
  private int events = 1;
  private boolean ended;

  StateMachine(Json.Obj definition, ToIntFunction<String> combinations, Consumer<RunCommand> run) {
    this.definition = definition;
    this.combinations = combinations;
    this.run = run;
  }

  /// Where a state stands: in an iteration of a Map, in a child execution.
  private record Within(OptionalInt index, boolean ownHistory) {}

  void start() {
    var machine = new Within(OptionalInt.empty(), false);
    enter(definition, definition.requireString("StartAt"), machine, () -> ended = true);
  }

  boolean hasEnded() {
    return ended;
  }

  int transitions() {
    return transitions;
  }

  /// Entries in the history of the execution itself, not of its children.
  int events() {
    return events;
  }

  /// Ends the task that waits with this token.
  void answer(String token) {
    var next = waiting.remove(token);
    if (next == null) {
      throw new AssertionError("nobody waits with token " + token);
    }
    next.run();
  }

  private void enter(Json.Obj level, String name, Within place, Runnable then) {
    var state = level.object("States").object(name);
    transitions++;
    happens(place, 1);
    switch (state.requireString("Type")) {
      case "Task" -> task(state, place, () -> leave(level, state, place, then));
      case "Parallel" -> parallel(state, place, () -> leave(level, state, place, then));
      case "Map" -> map(state, place, () -> leave(level, state, place, then));
      case "Choice" -> enter(level, choose(state), place, then);
      case "Succeed", "Fail" -> then.run();
      default -> throw new AssertionError("the compiler makes no such state: " + state);
    }
  }

  private void leave(Json.Obj level, Json.Obj state, Within place, Runnable then) {
    happens(place, 1);
    state.string("Next").ifPresentOrElse(next -> enter(level, next, place, then), then);
  }

  private void happens(Within place, int entries) {
    events += place.ownHistory() ? 0 : entries;
  }

  /// Of the compiler's two questions the one about a size is told by the matrix it asks about; the
  /// other one changes nothing here.
  private String choose(Json.Obj state) {
    var choice = (Json.Obj) state.array("Choices").getFirst();
    var asksForSize =
        Pattern.compile("\\{% \\$lookup\\(\\S+, '(\\S+)'\\) <= (\\d+) %}")
            .matcher(choice.requireString("Condition"));
    return asksForSize.matches()
            && combinations.applyAsInt(asksForSize.group(1))
                <= Integer.parseInt(asksForSize.group(2))
        ? choice.requireString("Next")
        : state.requireString("Default");
  }

  private void task(Json.Obj state, Within place, Runnable then) {
    var payload = state.object("Arguments").object("Payload");
    happens(place, 4);
    if (!state.requireString("Resource").endsWith(".waitForTaskToken")) {
      run.accept(new RunCommand.Finish(1));
      then.run();
      return;
    }
    var token = "token " + tokens++;
    waiting.put(token, then);
    var job = payload.requireString("job");
    var key =
        new JobKey(job, payload.get("index").isPresent() ? place.index() : OptionalInt.empty());
    run.accept(new RunCommand.Reached(key, 1, token));
  }

  private void parallel(Json.Obj state, Within place, Runnable then) {
    var branches = state.array("Branches");
    var join = new Join(branches.size(), then);
    for (var branch : branches) {
      var level = (Json.Obj) branch;
      enter(level, level.requireString("StartAt"), place, join::end);
    }
  }

  private void map(Json.Obj state, Within place, Runnable then) {
    var processor = state.object("ItemProcessor");
    var inline = processor.object("ProcessorConfig").requireString("Mode").equals("INLINE");
    var size = combinations.applyAsInt(job(processor));
    var join = new Join(size, then);
    var left = new ArrayDeque<Integer>();
    for (var i = 0; i < size; i++) {
      left.add(i);
    }
    happens(place, 2);
    for (var i = Math.min(inline ? INLINE : size, size); i > 0; i--) {
      iterate(processor, left, new Within(OptionalInt.empty(), !inline), join);
    }
  }

  private static String job(Json.Obj processor) {
    var task = processor.object("States").object(processor.requireString("StartAt"));
    return task.object("Arguments").object("Payload").requireString("job");
  }

  private void iterate(Json.Obj processor, ArrayDeque<Integer> left, Within place, Join join) {
    var index = left.poll();
    if (index == null) {
      return;
    }
    happens(place, 2);
    enter(
        processor,
        processor.requireString("StartAt"),
        new Within(OptionalInt.of(index), place.ownHistory()),
        () -> {
          join.end();
          iterate(processor, left, place, join);
        });
  }

  /// Goes on when all have ended.
  private static final class Join {
    private final Runnable then;
    private int open;

    Join(int size, Runnable then) {
      this.open = size;
      this.then = then;
      if (size == 0) {
        then.run();
      }
    }

    void end() {
      if (--open == 0) {
        then.run();
      }
    }
  }
}
