package dev.slipway.local.states.language;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the states of a definition hang together: names, targets, ways to an end, variables.
final class Graph {
  private static final int MAX_NESTING = 50;

  private final List<Problem> problems;
  private final Set<String> names = new HashSet<>();

  Graph(List<Problem> problems) {
    this.problems = problems;
  }

  void check(Machine machine) {
    check(machine, "", Set.of(), 0);
  }

  private void check(Machine machine, String location, Set<String> outer, int depth) {
    if (depth > MAX_NESTING) {
      problems.add(
          Problem.error("TOO_DEEPLY_NESTED", "The states are too deeply nested.", location));
      return;
    }
    if (!machine.states().containsKey(machine.startAt())) {
      missing("StartAt", machine.startAt(), location + "/StartAt");
    }
    machine
        .states()
        .forEach((name, state) -> {
          var place = location + "/States/" + name;
          if (!names.add(name)) {
            problems.add(
                Problem.error("DUPLICATE_STATE_NAME", "Duplicate State name: " + name, place));
          }
          targets(state, place)
              .forEach((at, target) -> {
                if (!machine.states().containsKey(target)) {
                  missing(at.endsWith("Default") ? "Default" : "Next", target, at);
                }
              });
        });
    reachable(machine, location);
    var known = new HashSet<>(outer);
    machine.states().values().forEach(state -> known.addAll(assigned(state)));
    machine
        .states()
        .forEach((name, state) -> inside(state, location + "/States/" + name, outer, known, depth));
  }

  private void inside(State state, String place, Set<String> outer, Set<String> known, int depth) {
    assigned(state).stream()
        .filter(outer::contains)
        .forEach(name ->
            problems.add(
                Problem.schema(
                    "Variable '%s' is already assigned in an outer scope".formatted(name),
                    place + "/Assign")));
    switch (state) {
      case State.Parallel parallel -> {
        for (var i = 0; i < parallel.branches().size(); i++) {
          check(
              parallel.branches().get(i), "%s/Branches[%d]".formatted(place, i), known, depth + 1);
        }
      }
      // A distributed Map runs elsewhere: its states see no outer variables and may reuse names.
      case State.ForEach forEach ->
          check(
              forEach.processor(),
              place + "/ItemProcessor",
              forEach.mode() instanceof State.Distributed ? Set.of() : known,
              depth + 1);
      case State.Pass _,
          State.Task _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ -> {}
    }
  }

  private static Set<String> assigned(State state) {
    var names = new HashSet<>(state.head().flow().assignments().keySet());
    state
        .recovery()
        .catchers()
        .forEach(catcher -> names.addAll(catcher.flow().assignments().keySet()));
    if (state instanceof State.Choice choice) {
      choice.rules().forEach(rule -> names.addAll(rule.flow().assignments().keySet()));
    }
    return names;
  }

  private void missing(String field, String target, String location) {
    problems.add(
        Problem.error(
            "MISSING_TRANSITION_TARGET",
            "Missing '%s' target: %s".formatted(field, target),
            location));
  }

  /// Where a state may lead, by the place that says so.
  private static Map<String, String> targets(State state, String place) {
    var targets = new LinkedHashMap<String, String>();
    state.head().next().ifPresent(next -> targets.put(place + "/Next", next));
    var catchers = state.recovery().catchers();
    for (var i = 0; i < catchers.size(); i++) {
      targets.put("%s/Catch[%d]/Next".formatted(place, i), catchers.get(i).next());
    }
    if (state instanceof State.Choice choice) {
      for (var i = 0; i < choice.rules().size(); i++) {
        targets.put("%s/Choices[%d]/Next".formatted(place, i), choice.rules().get(i).next());
      }
      choice.fallback().ifPresent(next -> targets.put(place + "/Default", next));
    }
    return targets;
  }

  private void reachable(Machine machine, String location) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(machine.startAt()));
    while (!open.isEmpty()) {
      var name = open.remove();
      if (machine.states().containsKey(name) && reached.add(name)) {
        open.addAll(targets(machine.state(name), "").values());
      }
    }
    var ends = false;
    for (var entry : machine.states().entrySet()) {
      if (!reached.contains(entry.getKey())) {
        problems.add(
            Problem.error(
                "MISSING_TRANSITION_TARGET",
                "State \"%s\" is not reachable.".formatted(entry.getKey()),
                "%s/States/%s".formatted(location, entry.getKey())));
      } else {
        ends |= isEnd(entry.getValue());
      }
    }
    if (!ends && reached.size() == machine.states().size()) {
      problems.add(
          Problem.error(
              "MISSING_END_STATE",
              "The workflow does not have a terminal state.",
              location.isEmpty() ? "/States" : location + "/States"));
    }
  }

  private static boolean isEnd(State state) {
    return switch (state) {
      case State.Succeed _, State.Fail _ -> true;
      case State.Choice _ -> false;
      case State.Pass _, State.Task _, State.Wait _, State.Parallel _, State.ForEach _ ->
          state.head().next().isEmpty();
    };
  }
}
