package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Expression;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads values in which JSONata may stand.
final class JsonataReader {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";
  private static final Pattern FIRST_NAME =
      Pattern.compile("\\A\\s*(`[^`]*`|[A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern BARE_CONTEXT = Pattern.compile("\\A\\s*\\$(?![A-Za-z_$])");
  private static final Set<String> WORDS = Set.of("true", "false", "null", "function", "λ");

  private final List<Problem> problems;

  JsonataReader(List<Problem> problems) {
    this.problems = problems;
  }

  /// @param path the field as messages name it, `Arguments/Payload`
  /// @param location where it stands in the definition
  Template template(Json value, String path, String location) {
    return switch (value) {
      case Json.Str(var text) ->
          expression(text)
              .<Template>map(inner -> computed(inner, path, location))
              .orElseGet(() -> new Template.Literal(value));
      case Json.Arr(var items) -> {
        var parts = new ArrayList<Template>();
        for (var i = 0; i < items.size(); i++) {
          var place = "[%d]".formatted(i);
          parts.add(template(items.get(i), path + place, location + place));
        }
        yield allLiteral(parts) ? new Template.Literal(value) : new Template.Items(parts);
      }
      case Json.Obj(var members) -> {
        var parts = new LinkedHashMap<String, Template>();
        members.forEach((name, member) ->
            parts.put(name, template(member, path + "/" + name, location + "/" + name)));
        yield allLiteral(parts.values())
            ? new Template.Literal(value)
            : new Template.Members(parts);
      }
      case Json.Null _, Json.Bool _, Json.Num _ -> new Template.Literal(value);
    };
  }

  static boolean allLiteral(Iterable<Template> parts) {
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

  private Template computed(String text, String path, String location) {
    try {
      var expression = Expression.of(text);
      refused(expression).ifPresent(why -> problems.add(Problem.schema(why, location)));
      return new Template.Computed(expression, path);
    } catch (IllegalArgumentException e) {
      problems.add(Problem.schema("Invalid JSONata expression: " + e.getMessage(), location));
      return new Template.Literal(Json.Null.INSTANCE);
    }
  }

  /// There is no input at the top of an expression, so nothing there may refer to one.
  private static Optional<String> refused(Expression expression) {
    var text = expression.text();
    if (expression.names().contains("eval")) {
      return Optional.of("JSONata's $eval is not supported");
    }
    if (expression.plain().contains("$$") || BARE_CONTEXT.matcher(text).find()) {
      return Optional.of(
          "JSONata's $ and $$ cannot be used at the top of an expression; use $states.input");
    }
    var name = FIRST_NAME.matcher(text);
    if (name.find() && !WORDS.contains(name.group(1))) {
      return Optional.of(
          "'%s' refers to nothing at the top of an expression; use $states.input"
              .formatted(name.group(1)));
    }
    return Optional.empty();
  }
}
