package dev.slipway.runner;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a step gives to a stand-in. Names compare without case.
final class BuiltInInputs {
  private final String action;
  private final Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  BuiltInInputs(String action, Map<String, String> given) {
    this.action = action;
    this.given.putAll(given);
  }

  /// Says what the action does not know.
  void warn(List<String> known, StepLog log) {
    given.keySet().stream()
        .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
        .forEach(name -> log.warn("Unexpected input '%s' of %s".formatted(name, action)));
  }

  String text(String name, String fallback) {
    var value = given.getOrDefault(name, "").strip();
    return value.isEmpty() ? fallback : value;
  }

  /// @throws StepFailure when it is not given
  String require(String name) {
    var value = text(name, "");
    if (value.isEmpty()) {
      throw new StepFailure("Input required and not supplied: " + name);
    }
    return value;
  }

  /// @throws StepFailure when it is neither true nor false
  boolean isTrue(String name) {
    return switch (text(name, "false")) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default ->
          throw new StepFailure(
              "Input '%s' is '%s'; it may be true or false".formatted(name, text(name, "")));
    };
  }

  /// @throws StepFailure when it is no whole number
  int number(String name, int fallback) {
    try {
      return Integer.parseInt(text(name, Integer.toString(fallback)));
    } catch (NumberFormatException _) {
      throw new StepFailure("Input '%s' is '%s', not a number".formatted(name, text(name, "")));
    }
  }

  /// The lines of an input.
  List<String> lines(String name) {
    return text(name, "").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /// Paths, one a line; `~` is the home of the step.
  List<String> paths(String name, Scene scene) {
    require(name);
    var home = scene.site().inherited().getOrDefault("HOME", "/");
    return lines(name).stream()
        .map(line -> line.replaceFirst("^(!*)~(?=/|$)", "$1" + home))
        .toList();
  }
}
