package dev.slipway.local.states.query;

import dev.slipway.local.states.query.path.JsonPath;
import dev.slipway.model.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path with what it looks into.
public sealed interface Selection {
  Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)(.*)", Pattern.DOTALL);

  String text();

  /// `$.x` in what the field looks at.
  record InSubject(String text, JsonPath path) implements Selection {}

  /// `$$.x` in the context object.
  record InContext(String text, JsonPath path) implements Selection {}

  /// `$name.x` in a variable.
  record InVariable(String text, String name, JsonPath path) implements Selection {}

  /// @throws IllegalArgumentException when the text is no path
  static Selection of(String text) {
    if (text.startsWith("$$")) {
      return new InContext(text, JsonPath.of(text.substring(1)));
    }
    var variable = VARIABLE.matcher(text);
    if (variable.matches()) {
      return new InVariable(text, variable.group(1), JsonPath.of("$" + variable.group(2)));
    }
    return new InSubject(text, JsonPath.of(text));
  }

  /// Whether it selects all that it looks into, as it is.
  default boolean isAll() {
    return this instanceof InSubject(_, var path) && path.isRoot();
  }

  /// What it selects; empty when there is no such thing.
  default Optional<Json> find(Scene scene) {
    return switch (this) {
      case InSubject(_, var path) -> path.find(scene.subject().get());
      case InContext(_, var path) -> path.find(scene.context().get());
      case InVariable(_, var name, var path) -> scene.variables().apply(name).flatMap(path::find);
    };
  }

  /// @param location the field in which it stands, for the message
  /// @throws QueryException when there is no such thing
  default Json find(Scene scene, String location) {
    return find(scene)
        .orElseThrow(() ->
            new QueryException(
                "States.Runtime",
                location,
                "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                    .formatted(text(), location, scene.subject().get().text())));
  }
}
