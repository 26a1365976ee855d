package dev.slipway.runner;

import dev.slipway.ci.workflow.Action;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What an action was given, with its defaults where a step says nothing. Names compare without
/// case.
///
/// @param values in the action's own words, then what it does not know
record ActionInputs(Map<String, String> values) {
  ActionInputs {
    values = Map.copyOf(values);
  }

  /// Computes the inputs of an action.
  ///
  /// @param given what the step says, computed
  static ActionInputs of(Action action, Map<String, String> given, StepView view) {
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(given);
    var values = new LinkedHashMap<String, String>();
    action
        .inputs()
        .forEach((name, input) -> {
          var value = byName.remove(name);
          values.put(name, value == null ? input.fallback().map(view::text).orElse("") : value);
        });
    values.putAll(byName);
    return new ActionInputs(values);
  }

  /// Says what is not as the action wants it.
  static void warn(Action action, Map<String, String> given, StepLog log) {
    var known = new TreeMap<String, Action.Input>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(action.inputs());
    var isContainer = action.runs() instanceof Action.Runs.Docker;
    var unknown =
        given.keySet().stream()
            .filter(name -> !known.containsKey(name))
            .filter(name -> !isContainer || !(name.equals("entrypoint") || name.equals("args")))
            .map("'%s'"::formatted)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      log.warn(
          "Unexpected input(s) %s, valid inputs are [%s]"
              .formatted(
                  unknown,
                  known.keySet().stream()
                      .map("'%s'"::formatted)
                      .collect(Collectors.joining(", "))));
    }
    for (var name : given.keySet()) {
      Optional.ofNullable(known.get(name))
          .flatMap(Action.Input::deprecation)
          .ifPresent(why ->
              log.warn("Input '%s' has been deprecated with message: %s".formatted(name, why)));
    }
  }

  /// As variables of a process.
  Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    values.forEach((name, value) ->
        variables.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
    return variables;
  }

  /// As the `inputs` context of a composite action.
  Json.Obj context() {
    return Json.strings(values);
  }

  /// Tells the log what the action was given.
  void announce(String uses, Map<String, String> env, StepLog log) {
    log.add("##[group]Run " + uses);
    var given = new TreeMap<>(values);
    given.values().removeIf(String::isEmpty);
    show("with:", given, log);
    show("env:", env, log);
    log.add("##[endgroup]");
    log.send();
  }

  private static void show(String title, Map<String, String> values, StepLog log) {
    if (!values.isEmpty()) {
      log.add(title);
      values.forEach((name, value) -> log.add("  %s: %s".formatted(name, value)));
    }
  }
}
