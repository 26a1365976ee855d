package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Selection;
import dev.slipway.local.states.query.Template;
import dev.slipway.local.states.query.intrinsic.Intrinsic;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads values in which JSONPath and intrinsic functions may stand: members whose names end with
/// `.$`.
final class PathReader {
  private static final String SIGN = ".$";

  private final List<Problem> problems;

  PathReader(List<Problem> problems) {
    this.problems = problems;
  }

  /// @param path the field as messages name it
  /// @param location where it stands in the definition
  Template template(Json value, String path, String location) {
    return switch (value) {
      case Json.Arr(var items) -> {
        var parts = new ArrayList<Template>();
        for (var i = 0; i < items.size(); i++) {
          parts.add(template(items.get(i), path, location + "[%d]".formatted(i)));
        }
        yield JsonataReader.allLiteral(parts)
            ? new Template.Literal(value)
            : new Template.Items(parts);
      }
      case Json.Obj(var members) -> {
        var parts = members(members, location);
        yield JsonataReader.allLiteral(parts.values())
            ? new Template.Literal(value)
            : new Template.Members(parts);
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> new Template.Literal(value);
    };
  }

  /// AWS puts what it computes behind what it only copies, in the order of a hash table.
  private Map<String, Template> members(Map<String, Json> members, String location) {
    var parts = new LinkedHashMap<String, Template>();
    var computed = new HashMap<String, Template>();
    members.forEach((name, member) -> {
      var part = member(name, member, location + "/" + name);
      if (name.endsWith(SIGN)) {
        computed.put(name.substring(0, name.length() - SIGN.length()), part);
      } else {
        parts.put(name, part);
      }
    });
    parts.putAll(computed);
    return parts;
  }

  private Template member(String name, Json value, String location) {
    if (!name.endsWith(SIGN)) {
      if (value instanceof Json.Str(var text) && looksLikePath(text)) {
        problems.add(
            Problem.warning(
                "NO_DOLLAR",
                "The field '%s' holds a path or function, but its name does not end with '.$'"
                    .formatted(name),
                location));
      }
      return template(value, name, location);
    }
    return value instanceof Json.Str(var text)
        ? expression(text, name, location)
        : refused(name, location);
  }

  private static boolean looksLikePath(String text) {
    return text.startsWith("$.") || text.startsWith("$$.") || text.startsWith("States.");
  }

  /// A path or a call of a function.
  Template expression(String text, String field, String location) {
    try {
      return text.startsWith("States.")
          ? new Template.Called(called(text), text, field)
          : new Template.Selected(Selection.of(text), field);
    } catch (IllegalArgumentException _) {
      return refused(field, location);
    }
  }

  private static Intrinsic called(String text) {
    var call = Intrinsic.of(text);
    call.forEachPath(path -> {
      var _ = Selection.of(path);
    });
    return call;
  }

  private Template refused(String field, String location) {
    problems.add(
        Problem.schema(
            "The value for the field '%s' must be a valid JSONPath or a valid intrinsic function call"
                .formatted(field),
            location));
    return new Template.Literal(Json.Null.INSTANCE);
  }

  /// A path alone; empty and a problem when it is none.
  Optional<Selection> selection(String text, String location) {
    try {
      return Optional.of(Selection.of(text));
    } catch (IllegalArgumentException _) {
      problems.add(Problem.schema("Value is not a valid JSONPath", location));
      return Optional.empty();
    }
  }
}
