package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.Templates;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the kinds of value that many keys share, and reports what does not fit.
final class Fields {
  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final int MAX_ID = 100;

  private final Problems problems;

  Fields(Problems problems) {
    this.problems = problems;
  }

  /// The value as a mapping; anything else is reported.
  Optional<Yaml.Mapping> mapping(Yaml value) {
    return switch (value) {
      case Yaml.Mapping mapping -> Optional.of(mapping);
      case Yaml.Sequence(_, var at) -> {
        problems.error(at, "A sequence was not expected");
        yield Optional.empty();
      }
      case Yaml.Scalar scalar -> {
        problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
        yield Optional.empty();
      }
    };
  }

  /// Reports keys that the language does not have, and those that it has and we do not run.
  void keys(Yaml.Mapping mapping, Set<String> known, Set<String> later) {
    for (var key : mapping.entries().keySet()) {
      if (later.contains(key.text())) {
        problems.unsupported(key.at(), key.text());
      } else if (!known.contains(key.text())) {
        problems.error(key.at(), "Unexpected value '%s'".formatted(key.text()));
      }
    }
  }

  Optional<Yaml.Scalar> scalar(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> Optional.of(scalar);
      case Yaml.Sequence(_, var at) -> {
        problems.error(at, "A sequence was not expected");
        yield Optional.empty();
      }
      case Yaml.Mapping(_, var at) -> {
        problems.error(at, "A mapping was not expected");
        yield Optional.empty();
      }
    };
  }

  /// Text that may not be empty and holds no expression.
  Optional<String> text(Yaml value) {
    return scalar(value).map(Yaml.Scalar::text);
  }

  /// One scalar or a sequence of scalars.
  List<Yaml.Scalar> scalars(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> List.of(scalar);
      case Yaml.Sequence(var items, _) ->
          items.stream().flatMap(item -> scalar(item).stream()).toList();
      case Yaml.Mapping(_, var at) -> {
        problems.error(at, "A mapping was not expected");
        yield List.of();
      }
    };
  }

  List<String> texts(Yaml value) {
    return scalars(value).stream().map(Yaml.Scalar::text).toList();
  }

  /// A scalar with expressions, each of them checked.
  Optional<Template> template(Yaml value, Scope scope) {
    return scalar(value).map(scalar -> template(scalar, scope));
  }

  Template template(Yaml.Scalar scalar, Scope scope) {
    expressions(scalar, scope);
    var text = scalar.value() instanceof Json.Null ? "" : scalar.text();
    return new Template(text, scalar.at());
  }

  /// An `if`, whose `${{ }}` may be left out.
  Optional<Template> condition(Yaml value, Scope scope) {
    return scalar(value)
        .map(scalar -> {
          if (scalar.text().contains("${{")) {
            expressions(scalar, scope);
          } else if (!scalar.text().isBlank()) {
            check(scalar, scalar.text(), 0, scope);
          }
          return new Template(
              scalar.value() instanceof Json.Null ? "" : scalar.text(), scalar.at());
        });
  }

  /// A boolean or one expression.
  Optional<Template> bool(Yaml value, Scope scope) {
    return scalar(value)
        .flatMap(scalar -> {
          if (scalar.value() instanceof Json.Bool || isExpression(scalar)) {
            return Optional.of(template(scalar, scope));
          }
          problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
          return Optional.empty();
        });
  }

  /// A number or one expression.
  Optional<Template> number(Yaml value, Scope scope) {
    return scalar(value)
        .flatMap(scalar -> {
          if (scalar.value() instanceof Json.Num || isExpression(scalar)) {
            return Optional.of(template(scalar, scope));
          }
          problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
          return Optional.empty();
        });
  }

  static boolean isExpression(Yaml.Scalar scalar) {
    var text = scalar.text().strip();
    return text.startsWith("${{") && text.endsWith("}}");
  }

  /// A mapping from names to scalars, `env` and its like.
  Map<String, Template> templates(Yaml value, Scope scope) {
    if (value instanceof Yaml.Scalar scalar && scalar.value() instanceof Json.Null) {
      return Map.of();
    }
    if (value instanceof Yaml.Scalar scalar && isExpression(scalar)) {
      problems.unsupported(scalar.at(), "a computed mapping");
      return Map.of();
    }
    var result = new LinkedHashMap<String, Template>();
    mapping(value)
        .ifPresent(mapping ->
            mapping
                .entries()
                .forEach((key, item) ->
                    template(item, scope).ifPresent(template -> result.put(key.text(), template))));
    return result;
  }

  /// Values of a matrix, whose texts may hold expressions.
  Json data(Yaml value, Scope scope) {
    switch (value) {
      case Yaml.Scalar scalar -> expressions(scalar, scope);
      case Yaml.Sequence(var items, _) -> items.forEach(item -> data(item, scope));
      case Yaml.Mapping(var entries, _) -> entries.values().forEach(item -> data(item, scope));
    }
    return value.json();
  }

  Optional<String> id(Yaml.Scalar scalar) {
    var text = scalar.text();
    if (!ID.matcher(text).matches() || text.length() >= MAX_ID) {
      problems.error(
          scalar.at(),
          ("The identifier '%s' is invalid. IDs may only contain alphanumeric characters, '_', and"
                  + " '-'. IDs must start with a letter or '_' and must be less than %d characters.")
              .formatted(text, MAX_ID));
      return Optional.empty();
    }
    if (text.startsWith("__")) {
      problems.error(
          scalar.at(),
          "The identifier '%s' is invalid. IDs starting with '__' are reserved.".formatted(text));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void expressions(Yaml.Scalar scalar, Scope scope) {
    try {
      for (var part : Templates.parts(scalar.text())) {
        if (part instanceof Templates.Part.Code(var expression, var offset)) {
          check(scalar, expression, offset, scope);
        }
      }
    } catch (ExpressionException e) {
      problems.error(scalar.at(), String.valueOf(e.getMessage()), "expression");
    }
  }

  private void check(Yaml.Scalar scalar, String text, int offset, Scope scope) {
    try {
      Expressions.parse(text, scope);
    } catch (ExpressionException e) {
      problems.error(
          place(scalar, offset + Math.max(1, e.position())),
          String.valueOf(e.getMessage()),
          "expression");
    }
  }

  private static Position place(Yaml.Scalar scalar, int position) {
    return scalar.inline() < 0
        ? scalar.at()
        : new Position(
            scalar.at().line(), scalar.at().column() + scalar.inline() + Math.max(0, position - 1));
  }
}
