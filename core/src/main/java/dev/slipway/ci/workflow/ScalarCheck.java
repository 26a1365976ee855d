package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.Templates;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Holds scalars to what may stand in their place: the kind of a literal, the names in expressions.
final class ScalarCheck {
  private static final String RULE = "expression";
  private static final String DIRECTIVE = "insert";

  private final Problems problems;

  ScalarCheck(Problems problems) {
    this.problems = problems;
  }

  /// What a scalar turns out to be.
  private sealed interface Read {
    record Literal(Json value) implements Read {}

    record Computed() implements Read {}

    record Insert() implements Read {}
  }

  void check(Yaml.Scalar scalar, List<Shape> choices, Scope scope) {
    switch (read(scalar, scope)) {
      case Read.Literal(var value) -> literal(scalar, value, choices, scope);
      case Read.Computed _ -> {
        if (scope.isNone()) {
          notAllowed(scalar);
        }
      }
      case Read.Insert _ -> unexpected(scalar);
    }
  }

  /// Whether a key is an expression; reports one that may not be.
  boolean isComputedKey(Yaml.Scalar key, Scope scope) {
    if (read(key, scope) instanceof Read.Literal) {
      return false;
    }
    if (scope.isNone()) {
      notAllowed(key);
    }
    return true;
  }

  private void notAllowed(Yaml.Scalar scalar) {
    problems.error(scalar.at(), "A template expression is not allowed in this context");
  }

  private void unexpected(Yaml.Scalar scalar) {
    problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
  }

  private void literal(Yaml.Scalar scalar, Json value, List<Shape> choices, Scope scope) {
    var text = Templates.text(value);
    for (var choice : choices) {
      if (fits(choice, value, text)) {
        if (choice instanceof Shape.Condition && !text.isBlank() && !Template.isExpression(text)) {
          parse(scalar, text, scope);
        }
        return;
      }
    }
    unexpected(scalar);
  }

  /// Literals of other kinds stand for their text where text may stand.
  private static boolean fits(Shape choice, Json value, String text) {
    return switch (choice) {
      case Shape.Anything _ -> true;
      case Shape.Nothing _ -> value instanceof Json.Null;
      case Shape.Bool _ -> value instanceof Json.Bool;
      case Shape.Numeric _ -> value instanceof Json.Num;
      case Shape.Text(var allowed, var mayBeEmpty) ->
          allowed.isEmpty() ? mayBeEmpty || !text.isEmpty() : allowed.contains(text);
      case Shape.Condition _ -> true;
      case Shape.ListOf _, Shape.Table _, Shape.Either _, Shape.Within _ -> false;
    };
  }

  /// Reads a scalar. After a fault it counts as the text that it is.
  private Read read(Yaml.Scalar scalar, Scope scope) {
    var text = scalar.text();
    if (!scalar.isText() || !Template.isExpression(text)) {
      return new Read.Literal(scalar.value());
    }
    return expressions(scalar, scope).orElseGet(() -> new Read.Literal(scalar.value()));
  }

  private Optional<Read> expressions(Yaml.Scalar scalar, Scope scope) {
    var text = scalar.text();
    if (text.length() > Expressions.MAX_LENGTH && isTooLong(text)) {
      problems.error(scalar.at(), Expressions.TOO_LONG, RULE);
      return Optional.empty();
    }
    for (var open = text.indexOf("${{"); open >= 0; ) {
      var close = Templates.closing(text, open + 3);
      if (close < 0) {
        problems.error(scalar.at(), Templates.NOT_CLOSED, RULE);
        return Optional.empty();
      }
      var code = Templates.trim(text.substring(open + 3, close));
      var whole = open == 0 && close + 2 == text.length();
      if (isDirective(code)) {
        return directive(scalar, code, whole);
      }
      if (!parse(scalar, code, scope)) {
        return Optional.empty();
      }
      if (whole) {
        return Optional.of(
            Templates.literalText(code)
                .<Read>map(literal -> new Read.Literal(Json.of(literal)))
                .orElseGet(Read.Computed::new));
      }
      open = text.indexOf("${{", close + 2);
    }
    // Text around expressions becomes one `format`, which the limits of expressions hold for.
    return parse(scalar, Templates.joined(text), scope)
        ? Optional.of(new Read.Computed())
        : Optional.empty();
  }

  /// Looked at before the parts, of which a hostile text has very many.
  private static boolean isTooLong(String text) {
    try {
      return Templates.joined(text).length() > Expressions.MAX_LENGTH;
    } catch (ExpressionException _) {
      return false;
    }
  }

  private static boolean isDirective(String code) {
    return code.startsWith(DIRECTIVE)
        && (code.length() == DIRECTIVE.length()
            || Character.isWhitespace(code.charAt(DIRECTIVE.length())));
  }

  private Optional<Read> directive(Yaml.Scalar scalar, String code, boolean whole) {
    var parameters = code.strip().split("\\s+", -1).length - 1;
    if (parameters > 0) {
      problems.error(
          scalar.at(),
          "Exactly 0 parameter(s) were expected following the directive '%s'. Actual parameter count: %d"
              .formatted(DIRECTIVE, parameters),
          RULE);
      return Optional.empty();
    }
    if (!whole) {
      problems.error(
          scalar.at(),
          ("The directive '%s' is not allowed in this context. Directives are not supported for"
                  + " expressions that are embedded within a string. Directives are only supported"
                  + " when the entire value is an expression.")
              .formatted(DIRECTIVE),
          RULE);
      return Optional.empty();
    }
    return Optional.of(new Read.Insert());
  }

  private boolean parse(Yaml.Scalar scalar, String code, Scope scope) {
    try {
      Expressions.parse(code, scope);
      return true;
    } catch (ExpressionException e) {
      problems.error(scalar.at(), String.valueOf(e.getMessage()), RULE);
      return false;
    }
  }
}
