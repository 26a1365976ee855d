package dev.slipway.ci.expression;

import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

  private final Function<Expression, Json> evaluate;
  private final Contexts contexts;
  private final Memory memory;

  Functions(Function<Expression, Json> evaluate, Contexts contexts, Memory memory) {
    this.evaluate = evaluate;
    this.contexts = contexts;
    this.memory = memory;
  }

  private record Arity(int fewest, int most) {}

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Refuses unknown functions and wrong numbers of arguments, before anything is computed.
  static void check(Token.Name name, List<Expression> arguments, Names names, String expression) {
    var key = key(name.raw());
    var arity = KNOWN.get(key);
    if (arity == null || !names.hasFunction(key)) {
      throw fault("Unrecognized function: '%s'", name, expression);
    }
    if (arguments.size() < arity.fewest()) {
      throw fault("Too few parameters supplied: '%s'", name, expression);
    }
    var most = STATUS.contains(key) && !names.hasStatusOfJobs() ? 0 : arity.most();
    if (arguments.size() > most) {
      throw fault("Too many parameters supplied: '%s'", name, expression);
    }
    if (key.equals("case") && arguments.size() % 2 == 0) {
      throw fault(
          "Even number of parameters supplied, requires an odd number of parameters: '%s'",
          name, expression);
    }
    if (key.equals("format")
        && arguments.getFirst() instanceof Expression.Literal(Json.Str(var pattern), _)) {
      checkFormat(pattern, name, arguments.size() - 1, expression);
    }
  }

  /// A pattern that is written out is wrong before anything is computed.
  private static void checkFormat(
      String pattern, Token.Name name, int arguments, String expression) {
    var format = FormatText.read(pattern);
    if (format.isEmpty()) {
      throw fault("Invalid format string: '%s'", name, expression);
    }
    var highest = format.get().highest();
    if (highest >= arguments) {
      throw fault(
          "Format string references {%d} but only %d argument(s) provided: '%%s'"
              .formatted(highest, arguments),
          name,
          expression);
    }
  }

  static ExpressionException fault(String message, Token.Name name, String expression) {
    return new ExpressionException(
        Kind.PARSING,
        (message + ". Located at position %d within expression: %s")
            .formatted(name.raw(), name.position(), expression),
        name.position());
  }

  Json call(String function, List<Expression> arguments) {
    return switch (key(function)) {
      case "success" -> Json.of(contexts.success(texts(arguments)));
      case "failure" -> Json.of(contexts.failure(texts(arguments)));
      case "cancelled" -> Json.of(contexts.cancelled());
      case "always" -> Json.Bool.TRUE;
      case "case" -> choose(arguments);
      case "hashfiles" -> Json.of(contexts.hashFiles(texts(arguments)));
      case "format" -> Json.of(format(arguments));
      default -> simple(key(function), arguments.stream().map(evaluate).toList());
    };
  }

  private List<String> texts(List<Expression> arguments) {
    return arguments.stream().map(evaluate).map(Values::text).toList();
  }

  private Json simple(String function, List<Json> arguments) {
    var first = arguments.getFirst();
    return switch (function) {
      case "contains" -> Json.of(contains(first, arguments.get(1)));
      case "startswith" -> Json.of(affix(first, arguments.get(1), String::startsWith));
      case "endswith" -> Json.of(affix(first, arguments.get(1), String::endsWith));
      case "join" -> Json.of(join(first, arguments));
      case "tojson" -> Json.of(memory.take(JsonText.of(first, memory)));
      case "fromjson" -> fromJson(Values.text(first));
      default -> throw new IllegalStateException("checked when parsed: " + function);
    };
  }

  private Json choose(List<Expression> arguments) {
    for (var i = 0; i + 1 < arguments.size(); i += 2) {
      if (!(evaluate.apply(arguments.get(i)) instanceof Json.Bool(var holds))) {
        throw ExpressionException.evaluation("case predicate must evaluate to a boolean value");
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

  private String join(Json what, List<Json> arguments) {
    if (!(what instanceof Json.Arr(var items))) {
      return Values.isPrimitive(what) ? Values.text(what) : "";
    }
    var separator =
        arguments.size() > 1 && Values.isPrimitive(arguments.get(1))
            ? Values.text(arguments.get(1))
            : ",";
    var result = new StringBuilder();
    for (var i = 0; i < items.size(); i++) {
      result.append(i == 0 ? "" : separator).append(Values.text(items.get(i)));
      memory.check(result.length());
    }
    return memory.take(result.toString());
  }

  private String format(List<Expression> arguments) {
    var pattern = Values.text(evaluate.apply(arguments.getFirst()));
    var format =
        FormatText.read(pattern)
            .orElseThrow(() ->
                ExpressionException.evaluation(
                    "The following format string is invalid: " + pattern));
    if (format.highest() >= arguments.size() - 1) {
      throw ExpressionException.evaluation(
          "The following format string references more arguments than were supplied: " + pattern);
    }
    var values = texts(arguments.subList(1, arguments.size()));
    var result = new StringBuilder();
    for (var part : format.parts()) {
      result.append(
          switch (part) {
            case FormatText.Part.Text(var text) -> text;
            case FormatText.Part.Place(var index) -> values.get(index);
          });
      memory.check(result.length());
    }
    return memory.take(result.toString());
  }

  private static Json fromJson(String text) {
    try {
      return Json.parseFirstWins(text);
    } catch (MalformedJsonException e) {
      throw ExpressionException.evaluation(
          "Error parsing JSON when evaluating fromJson: " + e.getMessage());
    }
  }
}
