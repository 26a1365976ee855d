package dev.slipway.ci.expression;

import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Scalars with `${{ }}` in them: cutting them into parts, computing them.
public final class Templates {
  /// What GitHub says of a `${{` without its `}}`.
  public static final String NOT_CLOSED =
      "The expression is not closed. An unescaped ${{ sequence was found, but the closing }}"
          + " sequence was not found.";

  private Templates() {}

  /// A part of a scalar: text as it stands, or an expression.
  public sealed interface Part {
    record Text(String text) implements Part {}

    /// @param offset where the expression's text begins in the scalar, counted from 0
    record Code(String expression, int offset) implements Part {}
  }

  /// Cuts a scalar at its `${{ }}`. Quotes inside an expression may hold `}}`.
  ///
  /// @throws ExpressionException when an expression is not closed
  public static List<Part> parts(String text) {
    var parts = new ArrayList<Part>();
    var at = 0;
    for (var open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", at)) {
      if (open > at) {
        parts.add(new Part.Text(text.substring(at, open)));
      }
      var close = closing(text, open + 3);
      if (close < 0) {
        throw new ExpressionException(Kind.PARSING, NOT_CLOSED, open + 4);
      }
      parts.add(new Part.Code(text.substring(open + 3, close), open + 3));
      at = close + 2;
    }
    if (at < text.length() || parts.isEmpty()) {
      parts.add(new Part.Text(text.substring(at)));
    }
    return parts;
  }

  /// Where the `}}` of an expression stands that begins there, or -1.
  public static int closing(String text, int from) {
    var quoted = false;
    for (var i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\'') {
        quoted = !quoted;
      } else if (!quoted && text.startsWith("}}", i)) {
        return i;
      }
    }
    return -1;
  }

  /// An expression without the white space around it, which does not count for positions.
  public static String trim(String expression) {
    return Numbers.trim(expression);
  }

  /// A scalar as one expression: a lone expression as it is, text around it in a `format`.
  ///
  /// @throws ExpressionException when an expression is not closed
  public static String joined(String template) {
    var format = new StringBuilder();
    var arguments = new StringBuilder();
    var count = 0;
    var parts = parts(template);
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text) ->
            format.append(text.replace("'", "''").replace("{", "{{").replace("}", "}}"));
        case Part.Code(var code, _) when parts.size() == 1 -> {
          return trim(code);
        }
        case Part.Code(var code, _) -> {
          format.append('{').append(count++).append('}');
          arguments.append(", ").append(trim(code));
        }
      }
    }
    return "format('%s'%s)".formatted(format, arguments);
  }

  /// The text of an expression that is a lone string, `'it''s'`.
  public static Optional<String> literalText(String expression) {
    return expression.startsWith("'")
            && Expressions.parse(expression) instanceof Expression.Literal(Json.Str(var text), _)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The scalar's value: a lone expression keeps its kind, everything else is text.
  ///
  /// @throws ExpressionException when a part cannot be computed
  public static Json evaluate(String template, Contexts contexts) {
    var parts = parts(template);
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Code(var expression, _)) {
      return Evaluator.evaluate(Expressions.parse(expression), contexts);
    }
    var memory = new Memory();
    return Json.of(
        parts.stream()
            .map(part ->
                switch (part) {
                  case Part.Text(var text) -> text;
                  case Part.Code(var expression, _) ->
                      memory.take(
                          Values.text(Evaluator.evaluate(Expressions.parse(expression), contexts)));
                })
            .collect(Collectors.joining()));
  }

  /// The scalar as text.
  ///
  /// @throws ExpressionException when a part cannot be computed
  public static String text(String template, Contexts contexts) {
    return text(evaluate(template, contexts));
  }

  /// How a value prints inside text: `true`, `1.5`, `Object`.
  public static String text(Json value) {
    return Values.text(value);
  }

  /// Whether a value counts as true.
  public static boolean isTruthy(Json value) {
    return Values.isTruthy(value);
  }

  /// Whether an `if` holds. `${{ }}` may be left out; without a status function it also asks for
  /// `success()`.
  ///
  /// @throws ExpressionException when it cannot be computed
  public static boolean condition(Optional<String> condition, Contexts contexts) {
    var text = condition.orElse("").strip();
    if (text.isEmpty()) {
      return contexts.success();
    }
    var expression = conditionExpression(text);
    if (!usesStatusFunction(expression) && !contexts.success()) {
      return false;
    }
    return Values.isTruthy(Evaluator.evaluate(expression, contexts));
  }

  /// An `if` as one expression. Text around `${{ }}` makes a text, which is always true.
  public static Expression conditionExpression(String text) {
    var parts = parts(text);
    if (parts.size() == 1) {
      return switch (parts.getFirst()) {
        case Part.Text(var bare) -> Expressions.parse(bare);
        case Part.Code(var expression, _) -> Expressions.parse(expression);
      };
    }
    var pattern = new StringBuilder();
    var arguments = new ArrayList<Expression>();
    for (var part : parts) {
      switch (part) {
        case Part.Text(var bare) -> pattern.append(bare.replace("{", "{{").replace("}", "}}"));
        case Part.Code(var expression, _) -> {
          pattern.append('{').append(arguments.size()).append('}');
          arguments.add(Expressions.parse(expression));
        }
      }
    }
    arguments.addFirst(new Expression.Literal(Json.of(pattern.toString()), 1));
    return new Expression.Call("format", arguments, 1);
  }

  /// An `if` with what it leaves out: `success()` where it has no status function.
  ///
  /// @throws ExpressionException when it is no expression
  public static String fullCondition(String condition) {
    if (condition.isBlank()) {
      return "success()";
    }
    var text = condition.contains("${{") ? joined(condition) : condition;
    return usesStatusFunction(conditionExpression(condition))
        ? text
        : "success() && (%s)".formatted(text);
  }

  /// Whether an expression asks how things stand: `success()`, `always()` …
  public static boolean usesStatusFunction(Expression expression) {
    return expression
        .parts()
        .anyMatch(part ->
            part instanceof Expression.Call(var function, _, _)
                && Functions.STATUS.contains(Functions.key(function)));
  }

  /// The contexts that an expression names, in lower case.
  public static Set<String> contextsOf(Expression expression) {
    return expression
        .parts()
        .flatMap(part ->
            part instanceof Expression.Context(var name, _)
                ? Stream.of(name.toLowerCase(Locale.ROOT))
                : Stream.empty())
        .collect(Collectors.toSet());
  }

  /// The functions that an expression calls, in lower case.
  public static Set<String> functionsOf(Expression expression) {
    return expression
        .parts()
        .flatMap(part ->
            part instanceof Expression.Call(var name, _, _)
                ? Stream.of(name.toLowerCase(Locale.ROOT))
                : Stream.empty())
        .collect(Collectors.toSet());
  }
}
