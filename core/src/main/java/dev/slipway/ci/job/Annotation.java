package dev.slipway.ci.job;

import dev.slipway.model.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a step says about a place in the sources, or about itself.
///
/// @param step its number
/// @param file as the step names it, mostly relative to the workspace
public record Annotation(
    Level level,
    int step,
    String message,
    Optional<String> title,
    Optional<String> file,
    Optional<Integer> line,
    Optional<Integer> endLine,
    Optional<Integer> column,
    Optional<Integer> endColumn) {
  /// How grave it is.
  public enum Level {
    ERROR,
    WARNING,
    NOTICE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when the word is none
    public static Level parse(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// One without a place.
  public static Annotation of(Level level, int step, String message) {
    return new Annotation(
        level,
        step,
        message,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same with its texts changed.
  public Annotation masked(UnaryOperator<String> mask) {
    return new Annotation(
        level,
        step,
        mask.apply(message),
        title.map(mask),
        file.map(mask),
        line,
        endLine,
        column,
        endColumn);
  }

  Json.Obj json() {
    return Json.object()
        .put("level", level.word())
        .put("step", step)
        .put("message", message)
        .put("title", title)
        .put("file", file)
        .put("line", line.map(Json::of))
        .put("endLine", endLine.map(Json::of))
        .put("column", column.map(Json::of))
        .put("endColumn", endColumn.map(Json::of))
        .build();
  }

  static Annotation read(Json.Obj json) {
    return new Annotation(
        Level.parse(json.requireString("level")),
        json.requireInt("step"),
        json.requireString("message"),
        json.string("title"),
        json.string("file"),
        number(json, "line"),
        number(json, "endLine"),
        number(json, "column"),
        number(json, "endColumn"));
  }

  private static Optional<Integer> number(Json.Obj json, String name) {
    return json.number(name).map(Double::intValue);
  }
}
