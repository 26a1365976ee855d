package dev.slipway.local.template;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Resolves CloudFormation's intrinsic functions; one that is not known is an error that names it.
///
/// Reference: "Intrinsic function reference" in AWS's CloudFormation user guide.
final class Intrinsics {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

  /// What names in a template stand for.
  interface Names {
    /// A parameter's value, a pseudo parameter's, or a resource's `Ref`.
    Json ref(String name);

    Json attribute(String resource, String attribute);

    boolean condition(String name);
  }

  /// `AWS::NoValue`: the property is as if it were not there.
  private static final Json NO_VALUE = Json.of("\u0000AWS::NoValue");

  private final String stack;
  private final Names names;

  Intrinsics(String stack, Names names) {
    this.stack = stack;
    this.names = names;
  }

  Json.Obj resolve(Json.Obj properties) {
    var resolved = new LinkedHashMap<String, Json>();
    properties
        .members()
        .forEach((name, value) -> {
          var known = resolve(value);
          if (!known.equals(NO_VALUE)) {
            resolved.put(name, known);
          }
        });
    return new Json.Obj(resolved);
  }

  Json resolve(Json value) {
    return switch (value) {
      case Json.Obj object -> function(object).orElseGet(() -> resolve(object));
      case Json.Arr(var items) -> {
        var resolved = new ArrayList<Json>();
        for (var item : items) {
          var known = resolve(item);
          if (!known.equals(NO_VALUE)) {
            resolved.add(known);
          }
        }
        yield new Json.Arr(resolved);
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> value;
    };
  }

  private Optional<Json> function(Json.Obj object) {
    if (object.members().size() != 1) {
      return Optional.empty();
    }
    var entry = object.members().entrySet().iterator().next();
    return call(entry.getKey(), entry.getValue());
  }

  private Optional<Json> call(String function, Json argument) {
    return switch (function) {
      case "Ref" -> Optional.of(ref(text(argument)));
      case "Condition" -> Optional.of(Json.of(names.condition(text(argument))));
      case "Fn::GetAtt" -> Optional.of(attribute(argument));
      case "Fn::Join" -> Optional.of(join(list(argument)));
      case "Fn::Sub" -> Optional.of(substitute(argument));
      case "Fn::Select" -> Optional.of(select(list(argument)));
      case "Fn::Split" -> Optional.of(split(list(argument)));
      case "Fn::If" -> Optional.of(choose(list(argument)));
      case "Fn::Equals" -> {
        var both = list(argument);
        yield Optional.of(Json.of(resolve(both.get(0)).equals(resolve(both.get(1)))));
      }
      case "Fn::Not" -> Optional.of(Json.of(!truth(list(argument).getFirst())));
      case "Fn::And" -> Optional.of(Json.of(list(argument).stream().allMatch(this::truth)));
      case "Fn::Or" -> Optional.of(Json.of(list(argument).stream().anyMatch(this::truth)));
      default -> {
        if (function.startsWith("Fn::")) {
          throw new TemplateException(
              "%s uses the intrinsic function %s, which the local cloud does not know"
                  .formatted(stack, function));
        }
        yield Optional.empty();
      }
    };
  }

  private Json ref(String name) {
    return name.equals("AWS::NoValue") ? NO_VALUE : names.ref(name);
  }

  private Json attribute(Json argument) {
    if (argument instanceof Json.Str(var path)) {
      var dot = path.indexOf('.');
      return names.attribute(path.substring(0, dot), path.substring(dot + 1));
    }
    var both = list(argument);
    return names.attribute(text(both.get(0)), text(resolve(both.get(1))));
  }

  private Json join(List<Json> both) {
    var parts = list(resolve(both.get(1))).stream().map(this::text).toList();
    return Json.of(String.join(text(both.get(0)), parts));
  }

  private Json substitute(Json argument) {
    Map<String, Json> own = Map.of();
    var pattern = argument;
    if (argument instanceof Json.Arr(var both)) {
      pattern = both.get(0);
      own = resolve((Json.Obj) both.get(1)).members();
    }
    var known = own;
    return Json.of(
        PLACEHOLDER
            .matcher(text(pattern))
            .replaceAll(match ->
                java.util.regex.Matcher.quoteReplacement(
                    match.group(1).isEmpty()
                        ? placeholder(match.group(2), known)
                        : "${" + match.group(2) + "}")));
  }

  private String placeholder(String name, Map<String, Json> own) {
    var mine = own.get(name);
    if (mine != null) {
      return text(mine);
    }
    return text(name.contains(".") ? attribute(Json.of(name)) : names.ref(name));
  }

  private Json select(List<Json> both) {
    var index = Integer.parseInt(text(resolve(both.get(0))));
    return list(resolve(both.get(1))).get(index);
  }

  private Json split(List<Json> both) {
    var text = text(resolve(both.get(1)));
    return Json.strings(List.of(text.split(Pattern.quote(text(both.get(0))), -1)));
  }

  private Json choose(List<Json> three) {
    return resolve(names.condition(text(three.get(0))) ? three.get(1) : three.get(2));
  }

  private boolean truth(Json condition) {
    return resolve(condition).equals(Json.Bool.TRUE);
  }

  private List<Json> list(Json value) {
    if (value instanceof Json.Arr(var items)) {
      return items;
    }
    throw new TemplateException("%s: a list was expected, not %s".formatted(stack, value.text()));
  }

  private String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num _, Json.Bool _ -> value.text();
      case Json.Null _, Json.Arr _, Json.Obj _ ->
          throw new TemplateException(
              "%s: a string was expected, not %s".formatted(stack, value.text()));
    };
  }
}
