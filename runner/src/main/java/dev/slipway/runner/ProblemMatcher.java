package dev.slipway.runner;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds problems in what a tool prints: patterns that match consecutive lines, and which groups
/// tell what. The form and its rules are those of `IssueMatcher.cs` in actions/runner.
///
/// @param owner who may replace or remove it; compares without case
record ProblemMatcher(String owner, String severity, List<Line> lines) {
  private static final Set<String> SEVERITIES = Set.of("", "error", "warning", "notice");

  /// What a group may tell.
  private static final List<String> FIELDS =
      List.of("file", "line", "column", "severity", "code", "message", "fromPath");

  ProblemMatcher {
    lines = List.copyOf(lines);
  }

  /// One pattern.
  ///
  /// @param groups which group tells which field
  /// @param loops whether each further line that matches is one more problem
  record Line(Pattern pattern, Map<String, Integer> groups, boolean loops) {
    Line {
      groups = Map.copyOf(groups);
    }
  }

  /// Reads the content of a matcher file.
  ///
  /// @throws StepFailure saying what is wrong with it
  static List<ProblemMatcher> read(byte[] content) {
    Json.Obj file;
    try {
      file = Json.parseObject(content);
    } catch (IllegalArgumentException e) {
      throw new StepFailure("The problem matcher is not JSON: " + e.getMessage());
    }
    var matchers = new ArrayList<ProblemMatcher>();
    var owners = new TreeMap<String, Boolean>(String.CASE_INSENSITIVE_ORDER);
    for (var one : file.array("problemMatcher")) {
      var matcher = matcher(one instanceof Json.Obj object ? object : Json.Obj.EMPTY);
      if (owners.put(matcher.owner(), true) != null) {
        throw new StepFailure("Duplicate owner name '%s'".formatted(matcher.owner()));
      }
      matchers.add(matcher);
    }
    return matchers;
  }

  private static ProblemMatcher matcher(Json.Obj json) {
    var owner = json.string("owner").orElse("");
    if (owner.isEmpty()) {
      throw new StepFailure("Owner must not be empty");
    }
    var severity = json.string("severity").orElse("").toLowerCase(Locale.ROOT);
    if (!SEVERITIES.contains(severity)) {
      throw new StepFailure(
          "Matcher '%s' contains unexpected default severity '%s'".formatted(owner, severity));
    }
    var patterns = json.array("pattern");
    if (patterns.isEmpty()) {
      throw new StepFailure("Matcher '%s' does not contain any patterns".formatted(owner));
    }
    var lines = new ArrayList<Line>();
    var told = new TreeMap<String, Integer>();
    for (var pattern : patterns) {
      var line = line(pattern instanceof Json.Obj object ? object : Json.Obj.EMPTY);
      line.groups()
          .forEach((field, group) -> {
            if (told.put(field, group) != null) {
              throw new StepFailure("The property '%s' is set twice".formatted(field));
            }
          });
      lines.add(line);
    }
    checkLoop(lines);
    if (!told.containsKey("message")) {
      throw new StepFailure("At least one pattern must set 'message'");
    }
    return new ProblemMatcher(owner, severity, lines);
  }

  private static void checkLoop(List<Line> lines) {
    for (var line : lines) {
      if (line.loops() && (lines.size() == 1 || !line.equals(lines.getLast()))) {
        throw new StepFailure("Only the last pattern in a multiline matcher may set 'loop'");
      }
      if (line.loops() && !line.groups().containsKey("message")) {
        throw new StepFailure("The loop pattern must set 'message'");
      }
    }
  }

  private static Line line(Json.Obj json) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(json.string("regexp").orElse(""));
    } catch (PatternSyntaxException e) {
      throw new StepFailure("Invalid pattern: " + e.getMessage());
    }
    var most = pattern.matcher("").groupCount();
    var groups = new TreeMap<String, Integer>();
    for (var field : FIELDS) {
      json.number(field)
          .map(Double::intValue)
          .ifPresent(group -> {
            if (group < 0 || group > most) {
              throw new StepFailure(
                  "The property '%s' is set to %d which is out of range".formatted(field, group));
            }
            groups.put(field, group);
          });
    }
    return new Line(pattern, groups, json.bool("loop").orElse(false));
  }

  /// Reads lines one after the other. For one process, which has its own place in each pattern.
  final class Reader {
    private final List<Optional<Map<String, String>>> running = new ArrayList<>();

    Reader() {
      reset();
    }

    String owner() {
      return owner;
    }

    /// Forgets lines that matched so far.
    void reset() {
      running.clear();
      lines.forEach(_ -> running.add(Optional.empty()));
    }

    /// Takes a line; what it tells when it ends a problem.
    ///
    /// @throws PatientText.TooLongException when a pattern tries for too long
    Optional<Map<String, String>> read(String text) {
      var last = lines.size() - 1;
      for (var i = last; i >= 0; i--) {
        var before = i == 0 ? Optional.of(Map.<String, String>of()) : running.get(i - 1);
        if (before.isEmpty()) {
          continue;
        }
        var found = match(lines.get(i), text, before.get());
        if (i < last) {
          running.set(i, found);
        } else if (found.isPresent()) {
          reset();
          if (lines.get(i).loops()) {
            running.set(i - 1, before);
          }
          return found;
        } else if (i > 0) {
          running.set(i - 1, Optional.empty());
        }
      }
      return Optional.empty();
    }

    private Optional<Map<String, String>> match(
        Line line, String text, Map<String, String> before) {
      var matcher = line.pattern().matcher(new PatientText(text));
      if (!matcher.find()) {
        return Optional.empty();
      }
      var told = new TreeMap<>(before);
      line.groups()
          .forEach((field, group) ->
              told.putIfAbsent(field, Optional.ofNullable(matcher.group(group)).orElse("")));
      if (line.equals(lines.getLast()) && told.getOrDefault("severity", "").isEmpty()) {
        told.put("severity", severity);
      }
      return Optional.of(told);
    }
  }

  Reader reader() {
    return new Reader();
  }
}
