package dev.slipway.ci.job;

import dev.slipway.model.Json;
import java.util.Locale;
import java.util.Optional;

/// A remark of a step about the code, for people.
///
/// @param file relative to the repository
/// @param span where in the file
public record Annotation(
    Level level,
    String message,
    Optional<String> title,
    Optional<String> file,
    Optional<Span> span) {
  public enum Level {
    ERROR,
    WARNING,
    NOTICE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such level
    public static Level parse(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// Lines and columns from 1; 0 where nobody said.
  public record Span(int line, int endLine, int column, int endColumn) {}

  /// A remark about nothing in particular.
  public static Annotation plain(Level level, String message) {
    return new Annotation(level, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Json.Builder write(Json.Builder json) {
    json.put("e", "annotation")
        .put("level", level.word())
        .put("message", message)
        .put("title", title)
        .put("file", file);
    span.ifPresent(where -> {
      put(json, "line", where.line());
      put(json, "endLine", where.endLine());
      put(json, "column", where.column());
      put(json, "endColumn", where.endColumn());
    });
    return json;
  }

  private static void put(Json.Builder json, String name, int value) {
    if (value > 0) {
      json.put(name, value);
    }
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  static Annotation read(Json.Obj json) {
    var span =
        new Span(
            number(json, "line"),
            number(json, "endLine"),
            number(json, "column"),
            number(json, "endColumn"));
    return new Annotation(
        Level.parse(json.requireString("level")),
        json.requireString("message"),
        json.string("title"),
        json.string("file"),
        Optional.of(span).filter(where -> where.line() > 0));
  }

  private static int number(Json.Obj json, String name) {
    return json.number(name).map(Double::intValue).orElse(0);
  }
}
