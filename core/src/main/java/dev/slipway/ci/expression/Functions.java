package dev.slipway.ci.expression;

import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The built-in functions, compared without case.
final class Functions {
  private static final int MANY = 255;

  /// Name in lower case → fewest and most arguments.
  private static final Map<String, Arity> KNOWN =
      Map.ofEntries(
          Map.entry("contains", new Arity(2, 2)),
          Map.entry("startswith", new Arity(2, 2)),
          Map.entry("endswith", new Arity(2, 2)),
          Map.entry("format", new Arity(1, MANY)),
          Map.entry("join", new Arity(1, 2)),
          Map.entry("tojson", new Arity(1, 1)),
          Map.entry("fromjson", new Arity(1, 1)),
          Map.entry("case", new Arity(3, MANY)),
          Map.entry("hashfiles", new Arity(1, MANY)),
          Map.entry("success", new Arity(0, MANY)),
          Map.entry("failure", new Arity(0, MANY)),
          Map.entry("always", new Arity(0, 0)),
          Map.entry("cancelled", new Arity(0, 0)));

  static final Set<String> STATUS = Set.of("success", "failure", "always", "cancelled");

  private Functions() {}

  private record Arity(int fewest, int most) {}

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Refuses unknown functions and wrong numbers of arguments, before anything is computed.
  static void check(Token.Name name, int arguments, String expression) {
    var arity = KNOWN.get(key(name.raw()));
    if (arity == null) {
      throw fault("Unrecognized function: '%s'", name, expression);
    }
    if (arguments < arity.fewest()) {
      throw fault("Too few parameters supplied: '%s'", name, expression);
    }
    if (arguments > arity.most()) {
      throw fault("Too many parameters supplied: '%s'", name, expression);
    }
    if (key(name.raw()).equals("case") && arguments % 2 == 0) {
      throw fault(
          "Even number of parameters supplied, requires an odd number: '%s'", name, expression);
    }
  }

  private static ExpressionException fault(String message, Token.Name name, String expression) {
    return new ExpressionException(
        Kind.PARSING,
        (message + ". Located at position %d within expression: %s")
            .formatted(name.raw(), name.position(), expression),
        name.position());
  }

  static Json call(
      String function,
      List<Expression> arguments,
      Function<Expression, Json> evaluate,
      Contexts contexts) {
    return switch (key(function)) {
      case "success" -> Json.of(contexts.success());
      case "failure" -> Json.of(contexts.failure());
      case "cancelled" -> Json.of(contexts.cancelled());
      case "always" -> Json.Bool.TRUE;
      case "case" -> choose(arguments, evaluate);
      case "hashfiles" ->
          Json.of(contexts.hashFiles(arguments.stream().map(evaluate).map(Values::text).toList()));
      default -> simple(key(function), arguments.stream().map(evaluate).toList());
    };
  }

  private static Json simple(String function, List<Json> arguments) {
    var first = arguments.getFirst();
    return switch (function) {
      case "contains" -> Json.of(contains(first, arguments.get(1)));
      case "startswith" -> Json.of(affix(first, arguments.get(1), String::startsWith));
      case "endswith" -> Json.of(affix(first, arguments.get(1), String::endsWith));
      case "format" -> Json.of(format(Values.text(first), arguments));
      case "join" -> Json.of(join(first, arguments));
      case "tojson" -> Json.of(pretty(first, 0));
      case "fromjson" -> fromJson(Values.text(first));
      default -> throw new IllegalStateException("checked when parsed: " + function);
    };
  }

  private static Json choose(List<Expression> arguments, Function<Expression, Json> evaluate) {
    for (var i = 0; i + 1 < arguments.size(); i += 2) {
      if (!(evaluate.apply(arguments.get(i)) instanceof Json.Bool(var holds))) {
        throw ExpressionException.evaluation("A predicate of 'case' is not a boolean");
      }
      if (holds) {
        return evaluate.apply(arguments.get(i + 1));
      }
    }
    return evaluate.apply(arguments.getLast());
  }

  private static boolean contains(Json where, Json what) {
    if (where instanceof Json.Arr(var items)) {
      return items.stream().anyMatch(item -> Values.equal(item, what));
    }
    return affix(where, what, String::contains);
  }

  private interface Test {
    boolean holds(String where, String what);
  }

  private static boolean affix(Json where, Json what, Test test) {
    return Values.isPrimitive(where)
        && Values.isPrimitive(what)
        && test.holds(Values.upper(Values.text(where)), Values.upper(Values.text(what)));
  }

  private static String join(Json what, List<Json> arguments) {
    if (what instanceof Json.Arr(var items)) {
      var separator = arguments.size() > 1 ? Values.text(arguments.get(1)) : ",";
      return items.stream()
          .map(item -> Values.isPrimitive(item) ? Values.text(item) : "")
          .collect(Collectors.joining(separator));
    }
    return Values.isPrimitive(what) ? Values.text(what) : "";
  }

  private static String format(String pattern, List<Json> arguments) {
    var result = new StringBuilder();
    var i = 0;
    while (i < pattern.length()) {
      var c = pattern.charAt(i);
      var doubled = i + 1 < pattern.length() && pattern.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        result.append(c);
        i += 2;
      } else if (c == '{') {
        var end = pattern.indexOf('}', i);
        result.append(placeholder(pattern, i, end, arguments));
        i = end + 1;
      } else if (c == '}') {
        throw invalidFormat(pattern);
      } else {
        result.append(c);
        i++;
      }
    }
    return result.toString();
  }

  private static String placeholder(String pattern, int start, int end, List<Json> arguments) {
    var digits = end < 0 ? "" : pattern.substring(start + 1, end);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalidFormat(pattern);
    }
    var index = Integer.parseInt(digits) + 1;
    if (index >= arguments.size()) {
      throw ExpressionException.evaluation(
          "The following format string references more arguments than were supplied: " + pattern);
    }
    return Values.text(arguments.get(index));
  }

  private static ExpressionException invalidFormat(String pattern) {
    return ExpressionException.evaluation("The following format string is invalid: " + pattern);
  }

  private static Json fromJson(String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException e) {
      throw ExpressionException.evaluation("Error parsing fromJson: " + e.getMessage());
    }
  }

  /// `toJSON` prints with two spaces, and empty collections in one line.
  private static String pretty(Json value, int level) {
    var inner = "  ".repeat(level + 1);
    var outer = "  ".repeat(level);
    return switch (value) {
      case Json.Num(var n) -> Numbers.format(n);
      case Json.Null _, Json.Bool _, Json.Str _ -> value.text();
      case Json.Arr(var items) ->
          items.isEmpty()
              ? "[]"
              : items.stream()
                  .map(item -> inner + pretty(item, level + 1))
                  .collect(Collectors.joining(",\n", "[\n", "\n" + outer + "]"));
      case Json.Obj(var members) ->
          members.isEmpty()
              ? "{}"
              : members.entrySet().stream()
                  .map(member ->
                      inner
                          + Json.of(member.getKey()).text()
                          + ": "
                          + pretty(member.getValue(), level + 1))
                  .collect(Collectors.joining(",\n", "{\n", "\n" + outer + "}"));
    };
  }
}
