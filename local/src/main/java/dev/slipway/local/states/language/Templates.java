package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Expression;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads values in which expressions may stand.
final class Templates {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private Templates() {}

  /// @param path the field as messages name it, `Arguments/Payload`
  /// @param location where it stands in the definition
  static Template jsonata(Json value, String path, String location, List<Problem> problems) {
    return switch (value) {
      case Json.Str(var text) ->
          expression(text)
              .<Template>map(inner -> computed(inner, path, location, problems))
              .orElseGet(() -> new Template.Literal(value));
      case Json.Arr(var items) -> {
        var parts = new ArrayList<Template>();
        for (var i = 0; i < items.size(); i++) {
          var place = "[%d]".formatted(i);
          parts.add(jsonata(items.get(i), path + place, location + place, problems));
        }
        yield allLiteral(parts) ? new Template.Literal(value) : new Template.Items(parts);
      }
      case Json.Obj(var members) -> {
        var parts = new LinkedHashMap<String, Template>();
        members.forEach((name, member) ->
            parts.put(name, jsonata(member, path + "/" + name, location + "/" + name, problems)));
        yield allLiteral(parts.values())
            ? new Template.Literal(value)
            : new Template.Members(parts);
      }
      case Json.Null _, Json.Bool _, Json.Num _ -> new Template.Literal(value);
    };
  }

  private static boolean allLiteral(Iterable<Template> parts) {
    for (var part : parts) {
      if (!(part instanceof Template.Literal)) {
        return false;
      }
    }
    return true;
  }

  /// What stands between the signs; empty when the text is only text.
  static Optional<String> expression(String text) {
    return text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length() >= 4
        ? Optional.of(text.substring(OPEN.length(), text.length() - CLOSE.length()).strip())
        : Optional.empty();
  }

  private static Template computed(
      String text, String path, String location, List<Problem> problems) {
    try {
      return new Template.Computed(Expression.of(text), path);
    } catch (IllegalArgumentException e) {
      problems.add(Problem.schema("Invalid JSONata expression: " + e.getMessage(), location));
      return new Template.Literal(Json.Null.INSTANCE);
    }
  }
}
