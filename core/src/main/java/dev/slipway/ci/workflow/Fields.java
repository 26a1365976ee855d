package dev.slipway.ci.workflow;

import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Takes values out of a document that passed the [GrammarCheck].
final class Fields {
  private Fields() {}

  static Optional<Template> template(Yaml.Mapping mapping, String key) {
    return mapping.get(key).map(Fields::template);
  }

  static Template template(Yaml value) {
    if (value instanceof Yaml.Scalar scalar) {
      return new Template(scalar.text(), scalar.at());
    }
    throw unexpected(value);
  }

  static Optional<String> text(Yaml.Mapping mapping, String key) {
    return template(mapping, key).map(Template::text);
  }

  static boolean isTrue(Yaml.Mapping mapping, String key) {
    return mapping.get(key).map(Yaml::json).filter(Json.Bool.TRUE::equals).isPresent();
  }

  /// One scalar or a sequence of them.
  static List<Template> templates(Yaml.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value ->
            value instanceof Yaml.Sequence(var items, _)
                ? items.stream().map(Fields::template).toList()
                : List.of(template(value)))
        .orElse(List.of());
  }

  static List<String> texts(Yaml.Mapping mapping, String key) {
    return templates(mapping, key).stream().map(Template::text).toList();
  }

  /// The mapping of that name; empty when it is absent, null or computed as a whole.
  static Optional<Yaml.Mapping> mapping(Yaml.Mapping mapping, String key) {
    return mapping
        .get(key)
        .flatMap(
            value -> value instanceof Yaml.Mapping inner ? Optional.of(inner) : Optional.empty());
  }

  static Yaml.Mapping mapping(Yaml value) {
    if (value instanceof Yaml.Mapping mapping) {
      return mapping;
    }
    throw unexpected(value);
  }

  /// A mapping from names to scalars, `env` and its like.
  static Map<String, Template> named(Yaml.Mapping mapping, String key) {
    return named(mapping, key, (_, value) -> template(value));
  }

  /// A mapping from names to anything. A scalar stands for a computed mapping.
  static <T> Map<String, T> named(
      Yaml.Mapping mapping, String key, BiFunction<Yaml.Scalar, Yaml, T> read) {
    var result = new LinkedHashMap<String, T>();
    mapping
        .entry(key)
        .ifPresent(entry -> {
          switch (entry.value()) {
            case Yaml.Mapping(var entries, _) ->
                entries.forEach(each ->
                    result.put(unique(each.key(), result), read.apply(each.key(), each.value())));
            case Yaml.Scalar scalar -> {
              if (Template.isExpression(scalar.text())) {
                result.put(Template.INSERT, read.apply(entry.key(), scalar));
              }
            }
            case Yaml.Sequence sequence -> throw unexpected(sequence);
          }
        });
    return result;
  }

  /// Computed keys may come more than once.
  private static String unique(Yaml.Scalar key, Map<String, ?> taken) {
    var name = new StringBuilder(key.text());
    while (taken.containsKey(name.toString())) {
      name.append(' ');
    }
    return name.toString();
  }

  private static IllegalStateException unexpected(Yaml value) {
    return new IllegalStateException(
        "the grammar lets a %s stand at line %d"
            .formatted(value.getClass().getSimpleName(), value.at().line()));
  }
}
