package dev.slipway.ci.lint;

import dev.slipway.ci.lint.InjectionFix.Edit;
import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where in the file a step takes more variables.
///
/// @param index where they are put in
/// @param column of the key that stands there
/// @param kind how they are written there
record StepPlace(int index, int column, Kind kind) {
  private static final Pattern RUN = Pattern.compile("[\"']?run[\"']?\\s*:");

  private enum Kind {
    /// Before the first variable of an `env` in block style.
    BLOCK_ENV,
    /// Before the first variable of an `env` in braces.
    FLOW_ENV,
    /// Before `run` in block style.
    BLOCK_STEP,
    /// Before `run` in braces.
    FLOW_STEP
  }

  static Optional<StepPlace> of(SourceText text, Step step) {
    return step.env().isEmpty() ? beforeRun(text, step) : beforeVariable(text, step);
  }

  private static Optional<StepPlace> beforeVariable(SourceText text, Step step) {
    var first = step.env().entrySet().iterator().next();
    var key = text.key(first.getKey(), first.getValue().at());
    return place(text, key, Kind.BLOCK_ENV, Kind.FLOW_ENV);
  }

  private static Optional<StepPlace> beforeRun(SourceText text, Step step) {
    if (!(step.work() instanceof Step.Work.Run(var script, _, _))) {
      return Optional.empty();
    }
    var head = text.source().substring(text.index(step.at()), text.index(script.at()));
    var keys = RUN.matcher(head);
    var last = -1;
    while (keys.find()) {
      last = keys.start();
    }
    return last < 0
        ? Optional.empty()
        : place(text, text.position(text.index(step.at()) + last), Kind.BLOCK_STEP, Kind.FLOW_STEP);
  }

  /// A key in braces follows `{` or `,`; in block style white space or the dash of the list.
  private static Optional<StepPlace> place(SourceText text, Position key, Kind block, Kind flow) {
    var index = text.index(key);
    var before = index - 1;
    while (before >= 0 && text.source().charAt(before) == ' ') {
      before--;
    }
    return switch (before < 0 ? '\n' : text.source().charAt(before)) {
      case '\n', '-' -> Optional.of(new StepPlace(index, key.column(), block));
      case '{', ',' -> Optional.of(new StepPlace(index, key.column(), flow));
      default -> Optional.empty();
    };
  }

  /// The edit that puts variables in.
  Edit environment(Map<String, String> variables) {
    var indent = " ".repeat(column - 1);
    var added =
        switch (kind) {
          case BLOCK_ENV -> String.join("", lines(variables, "", "\n" + indent));
          case FLOW_ENV -> String.join("", lines(variables, "", ", "));
          case BLOCK_STEP ->
              "env:\n" + String.join("", lines(variables, indent + "  ", "\n")) + indent;
          case FLOW_STEP -> "env: {" + String.join(", ", lines(variables, "", "")) + "}, ";
        };
    return new Edit(index, index, added);
  }

  private List<String> lines(Map<String, String> variables, String before, String after) {
    var lines = new ArrayList<String>();
    var flow = kind == Kind.FLOW_ENV || kind == Kind.FLOW_STEP;
    variables.forEach((name, expression) -> {
      var value = "${{ %s }}".formatted(expression);
      lines.add(
          "%s%s: %s%s"
              .formatted(
                  before,
                  name,
                  flow || value.contains(": ") || value.contains(" #")
                      ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                      : value,
                  after));
    });
    return lines;
  }
}
