package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Condition;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Selection;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// A comparison of a JSONPath rule: a variable, an operator, a value.
final class Comparison {
  private static final List<String> SUBJECTS = List.of("String", "Numeric", "Timestamp");
  private static final List<String> ORDERS =
      List.of("LessThanEquals", "GreaterThanEquals", "LessThan", "GreaterThan", "Equals");
  private static final List<String> KINDS =
      List.of("IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp");

  private Comparison() {}

  /// Reads a comparison, if the rule holds one.
  static Optional<Condition> read(Fields rule) {
    if (!rule.has("Variable")) {
      return Optional.empty();
    }
    var variable = rule.string("Variable").flatMap(text -> selection(rule, "Variable", text));
    var found = new ArrayList<Condition>();
    for (var operator : operators()) {
      if (rule.has(operator)) {
        variable.flatMap(selection -> condition(rule, selection, operator)).ifPresent(found::add);
      }
    }
    if (variable.isPresent() && found.isEmpty()) {
      rule.problem("A comparison needs an operator", "");
    }
    return found.stream().findFirst();
  }

  private static List<String> operators() {
    var all = new ArrayList<>(KINDS);
    all.add("StringMatches");
    all.add("BooleanEquals");
    all.add("BooleanEqualsPath");
    for (var subject : SUBJECTS) {
      for (var order : ORDERS) {
        all.add(subject + order);
        all.add(subject + order + "Path");
      }
    }
    return all;
  }

  private static Optional<Selection> selection(Fields rule, String name, String text) {
    try {
      return Optional.of(Selection.of(text));
    } catch (IllegalArgumentException _) {
      rule.problem("Value is not a valid JSONPath", name);
      return Optional.empty();
    }
  }

  private static Optional<Condition> condition(Fields rule, Selection variable, String operator) {
    if (KINDS.contains(operator)) {
      return rule.bool(operator).map(wanted -> scene -> is(variable, operator, scene) == wanted);
    }
    if (operator.equals("StringMatches")) {
      return rule.string(operator)
          .map(pattern -> {
            var compiled = wildcard(pattern);
            return scene ->
                value(variable, scene) instanceof Json.Str(var text)
                    && compiled.matcher(text).matches();
          });
    }
    if (operator.endsWith("Path")) {
      var plain = operator.substring(0, operator.length() - "Path".length());
      return rule.string(operator)
          .flatMap(text -> selection(rule, operator, text))
          .map(other -> scene -> compare(plain, value(variable, scene), value(other, scene)));
    }
    return rule.any(operator)
        .flatMap(value -> {
          if (!fits(operator, value)) {
            rule.problem("Value does not fit the operator", operator);
            return Optional.empty();
          }
          return Optional.of(scene -> compare(operator, value(variable, scene), value));
        });
  }

  private static boolean fits(String operator, Json value) {
    return switch (value) {
      case Json.Str(var text) ->
          operator.startsWith("String")
              || (operator.startsWith("Timestamp") && Field.instant(text).isPresent());
      case Json.Num _ -> operator.startsWith("Numeric");
      case Json.Bool _ -> operator.startsWith("Boolean");
      case Json.Null _, Json.Arr _, Json.Obj _ -> false;
    };
  }

  private static Json value(Selection selection, Scene scene) {
    return selection
        .find(scene)
        .orElseThrow(() ->
            new QueryException(
                Errors.RUNTIME,
                "Variable",
                "Invalid path '%s': The choice state's condition path references an invalid value."
                    .formatted(selection.text())));
  }

  private static boolean is(Selection variable, String kind, Scene scene) {
    if (kind.equals("IsPresent")) {
      return variable.find(scene).isPresent();
    }
    return switch (value(variable, scene)) {
      case Json.Null _ -> kind.equals("IsNull");
      case Json.Num _ -> kind.equals("IsNumeric");
      case Json.Bool _ -> kind.equals("IsBoolean");
      case Json.Str(var text) ->
          kind.equals("IsString")
              || (kind.equals("IsTimestamp") && Field.instant(text).isPresent());
      case Json.Arr _, Json.Obj _ -> false;
    };
  }

  /// Values of another type than the operator's never satisfy it.
  private static boolean compare(String operator, Json one, Json other) {
    if (operator.startsWith("Boolean")) {
      return one instanceof Json.Bool && one.equals(other);
    }
    var order =
        one instanceof Json.Num(var a) && other instanceof Json.Num(var b)
            ? operator.startsWith("Numeric")
                ? Optional.of(Double.compare(a, b))
                : Optional.<Integer>empty()
            : texts(operator, one, other);
    return order.filter(o -> wanted(operator).test(o)).isPresent();
  }

  private static Optional<Integer> texts(String operator, Json one, Json other) {
    if (!(one instanceof Json.Str(var a)) || !(other instanceof Json.Str(var b))) {
      return Optional.empty();
    }
    if (operator.startsWith("String")) {
      return Optional.of(a.compareTo(b));
    }
    return operator.startsWith("Timestamp")
        ? Field.instant(a).flatMap(x -> Field.instant(b).map(x::compareTo))
        : Optional.empty();
  }

  private static IntPredicate wanted(String operator) {
    if (operator.endsWith("LessThanEquals")) {
      return o -> o <= 0;
    }
    if (operator.endsWith("GreaterThanEquals")) {
      return o -> o >= 0;
    }
    if (operator.endsWith("LessThan")) {
      return o -> o < 0;
    }
    return operator.endsWith("GreaterThan") ? o -> o > 0 : o -> o == 0;
  }

  /// `*` stands for any text, unless a backslash is before it.
  private static Pattern wildcard(String pattern) {
    var regex = new StringBuilder();
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else if (c == '*') {
        regex.append(".*");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
