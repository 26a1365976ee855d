package dev.slipway.local.states.language;

import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// A field whose value must be of one type, wherever it comes from.
///
/// @param name as the definition spells it, `Seconds` or `SecondsPath`
public record Field(String name, Template template) {
  public static Field literal(String name, Json value) {
    return new Field(name, new Template.Literal(value));
  }

  /// @throws QueryException when it is no whole number, or not within the bounds
  public long whole(Scene scene, long least, long most) {
    var value = template.evaluate(scene);
    if (!(value instanceof Json.Num(var number)) || number != Math.rint(number)) {
      throw mistyped("number", "a valid integer", value);
    }
    if (number < least || number > most) {
      throw outOfRange(number, (double) least, (double) most);
    }
    return (long) number;
  }

  /// @throws QueryException when it is no number, or not within the bounds
  public double number(Scene scene, double least, double most) {
    var value = template.evaluate(scene);
    if (!(value instanceof Json.Num(var number))) {
      throw mistyped("number", "a valid number", value);
    }
    if (number < least || number > most) {
      throw outOfRange(number, least, most);
    }
    return number;
  }

  private QueryException outOfRange(double number, double least, double most) {
    var found = Json.of(number).text();
    if (least == 0 && number < 0) {
      return wrong(
          "Expected non-negative integer for %s, got '%s' instead.".formatted(plain(), found));
    }
    return wrong(
        "The %s field must be between %s and %s, got '%s' instead."
            .formatted(plain(), Json.of(least).text(), Json.of(most).text(), found));
  }

  /// @throws QueryException when it is no text
  public String text(Scene scene) {
    var value = template.evaluate(scene);
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw mistyped("string", "a valid string", value);
  }

  /// @throws QueryException when it is no array
  public List<Json> array(Scene scene) {
    var value = template.evaluate(scene);
    if (value instanceof Json.Arr(var items)) {
      return items;
    }
    throw mistyped("array", "a valid array", value);
  }

  /// @throws QueryException when it is no time
  public Instant instant(Scene scene) {
    var text = text(scene);
    return instant(text)
        .orElseThrow(() ->
            wrong(
                switch (template) {
                  case Template.Selected(var selection, _) ->
                      "The %s parameter does not reference a valid ISO-8601 extended offset date-time format string: %s == %s"
                          .formatted(name, selection.text(), text);
                  case Template.Literal _,
                      Template.Items _,
                      Template.Members _,
                      Template.Computed _,
                      Template.Called _ ->
                      "The %s field cannot be parsed as an ISO-8601 extended offset date-time format string: %s"
                          .formatted(name, text);
                }));
  }

  /// A time as the language spells it.
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private QueryException mistyped(String expected, String described, Json value) {
    return wrong(
        switch (template) {
          case Template.Computed(var expression, _) ->
              "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                  .formatted(expression.text(), name, expected, type(value), value.text());
          case Template.Selected(var selection, _) ->
              "The %s field refers to value \"%s\" which is not %s: %s"
                  .formatted(name, plain(value), described, selection.text());
          case Template.Literal _, Template.Items _, Template.Members _, Template.Called _ ->
              "The field '%s' has an unexpected type. Expected '%s', but was '%s' for value: %s"
                  .formatted(name, expected, type(value), value.text());
        });
  }

  private QueryException wrong(String message) {
    var error =
        switch (template) {
          case Template.Selected _, Template.Called _ -> Errors.RUNTIME;
          case Template.Literal _, Template.Items _, Template.Members _, Template.Computed _ ->
              Errors.QUERY;
        };
    return new QueryException(error, name, message);
  }

  /// The name without `Path`.
  private String plain() {
    return name.endsWith("Path") ? name.substring(0, name.length() - "Path".length()) : name;
  }

  private static String plain(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }

  static String type(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "boolean";
      case Json.Num _ -> "number";
      case Json.Str _ -> "string";
      case Json.Arr _ -> "array";
      case Json.Obj _ -> "object";
    };
  }
}
