package dev.slipway.local.states.language;

import dev.slipway.local.states.language.DataFlow.Into;
import dev.slipway.local.states.language.DataFlow.Where;
import dev.slipway.local.states.query.Template;
import dev.slipway.local.states.query.path.ReferencePath;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads how data flows through a state, in the state's language.
final class FlowReader {
  private static final List<String> ONLY_JSONATA = List.of("Arguments", "Output", "Items");
  private static final List<String> ONLY_JSONPATH =
      List.of(
          "InputPath",
          "OutputPath",
          "Parameters",
          "ResultSelector",
          "ResultPath",
          "Result",
          "SecondsPath",
          "TimestampPath",
          "ErrorPath",
          "CausePath",
          "TimeoutSecondsPath",
          "HeartbeatSecondsPath",
          "ItemsPath",
          "MaxConcurrencyPath",
          "ToleratedFailureCountPath",
          "ToleratedFailurePercentagePath");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

  private final Fields fields;
  private final QueryLanguage language;
  private final String within;
  private final JsonataReader jsonata;
  private final PathReader paths;

  FlowReader(Fields fields, QueryLanguage language) {
    this(fields, language, "");
  }

  /// For a part of a state that has a flow of its own: messages name its fields with it,
  /// `Catch[1]/Output`.
  static FlowReader ofPart(Fields part, QueryLanguage language) {
    var location = part.location();
    return new FlowReader(part, language, location.substring(location.lastIndexOf('/') + 1) + "/");
  }

  private FlowReader(Fields fields, QueryLanguage language, String within) {
    this.fields = fields;
    this.language = language;
    this.within = within;
    this.jsonata = new JsonataReader(fields.problems());
    this.paths = new PathReader(fields.problems());
  }

  QueryLanguage language() {
    return language;
  }

  /// Reads those fields of the flow that a type of state has, by their names in either language.
  DataFlow flow(Set<String> has) {
    var assignments = has.contains("Assign") ? assignments() : Map.<String, Template>of();
    return switch (language) {
      case JSONATA -> {
        refuse(ONLY_JSONPATH);
        yield new DataFlow.WithJsonata(
            has.contains("Arguments") ? template("Arguments") : Optional.empty(),
            has.contains("Output") ? template("Output") : Optional.empty(),
            assignments);
      }
      case JSONPATH -> {
        refuse(ONLY_JSONATA);
        yield new DataFlow.WithPaths(
            has.contains("InputPath") ? where("InputPath") : new Where.All(),
            has.contains("Parameters") ? template("Parameters") : Optional.empty(),
            has.contains("ResultSelector") ? template("ResultSelector") : Optional.empty(),
            has.contains("ResultPath") ? into() : new Into.Whole(),
            has.contains("OutputPath") ? where("OutputPath") : new Where.All(),
            assignments);
      }
    };
  }

  private void refuse(List<String> names) {
    for (var name : names) {
      if (fields.has(name)) {
        var _ = fields.any(name);
        fields.problem(
            "The field '%s' is not supported when QueryLanguage is %s"
                .formatted(name, language == QueryLanguage.JSONATA ? "JSONata" : "JSONPath"),
            name);
      }
    }
  }

  /// A value in which expressions of the state's language may stand.
  Optional<Template> template(String name) {
    return fields
        .any(name)
        .map(value ->
            switch (language) {
              case JSONATA -> jsonata.template(value, within + name, place(name));
              case JSONPATH -> paths.template(value, name, place(name));
            });
  }

  private String place(String name) {
    return fields.location() + "/" + name;
  }

  private Map<String, Template> assignments() {
    var found = new LinkedHashMap<String, Template>();
    fields
        .object("Assign")
        .ifPresent(inner -> {
          for (var member : inner.json().members().entrySet()) {
            var reader = new FlowReader(inner, language, within);
            var sign = language == QueryLanguage.JSONPATH && member.getKey().endsWith(".$");
            var name =
                sign ? member.getKey().substring(0, member.getKey().length() - 2) : member.getKey();
            if (!NAME.matcher(name).matches() || name.equals("states")) {
              inner.problem("Variable name is not valid", member.getKey());
            }
            found.put(name, reader.assigned(member.getKey(), member.getValue(), sign));
          }
        });
    return found;
  }

  private Template assigned(String name, Json value, boolean path) {
    var _ = fields.any(name);
    return switch (language) {
      case JSONATA -> jsonata.template(value, within + "Assign/" + name, place(name));
      case JSONPATH ->
          path && value instanceof Json.Str(var text)
              ? paths.expression(text, name, place(name))
              : paths.template(value, name, place(name));
    };
  }

  private Where where(String name) {
    var value = fields.any(name);
    if (value.isEmpty()) {
      return new Where.All();
    }
    return switch (value.get()) {
      case Json.Null _ -> new Where.Nothing();
      case Json.Str(var text) ->
          paths
              .selection(text, place(name))
              .filter(selection -> !selection.isAll())
              .<Where>map(Where.Part::new)
              .orElseGet(Where.All::new);
      case Json.Bool _, Json.Num _, Json.Arr _, Json.Obj _ -> {
        fields.problem("Expected value of type String", name);
        yield new Where.All();
      }
    };
  }

  private Into into() {
    var value = fields.any("ResultPath");
    if (value.isEmpty()) {
      return new Into.Whole();
    }
    return switch (value.get()) {
      case Json.Null _ -> new Into.Nowhere();
      case Json.Str(var text) when text.equals("$") -> new Into.Whole();
      case Json.Str(var text) -> {
        try {
          yield new Into.Place(ReferencePath.of(text));
        } catch (IllegalArgumentException _) {
          fields.problem("Value is not a Reference Path", "ResultPath");
          yield new Into.Whole();
        }
      }
      case Json.Bool _, Json.Num _, Json.Arr _, Json.Obj _ -> {
        fields.problem("Expected value of type String", "ResultPath");
        yield new Into.Whole();
      }
    };
  }

  /// A whole number: literal, computed, or by a path under `…Path`.
  Optional<Field> whole(String name, long least, long most) {
    if (computes(name)) {
      return template(name).map(template -> new Field(name, template));
    }
    var literal =
        fields.whole(name, least, most).map(n -> Field.literal(name, Json.of((double) n)));
    return exclusive(name, literal, path(name + "Path"));
  }

  Optional<Field> number(String name, double least, double most) {
    if (computes(name)) {
      return template(name).map(template -> new Field(name, template));
    }
    var literal =
        fields
            .number(name)
            .map(n -> {
              if (n < least || n > most) {
                fields.problem(
                    "Value must be between %s and %s"
                        .formatted(Json.of(least).text(), Json.of(most).text()),
                    name);
              }
              return Field.literal(name, Json.of(n));
            });
    return exclusive(name, literal, path(name + "Path"));
  }

  /// A text: literal, computed, or by a path or function under `…Path`.
  Optional<Field> text(String name) {
    if (computes(name)) {
      return template(name).map(template -> new Field(name, template));
    }
    var literal = fields.string(name).map(text -> Field.literal(name, Json.of(text)));
    return exclusive(name, literal, path(name + "Path"));
  }

  private boolean computes(String name) {
    return language == QueryLanguage.JSONATA
        && fields.json().members().get(name) instanceof Json.Str(var text)
        && JsonataReader.expression(text).isPresent();
  }

  private Optional<Field> exclusive(String name, Optional<Field> literal, Optional<Field> byPath) {
    if (literal.isPresent() && byPath.isPresent()) {
      fields.problem("'%1$s' and '%1$sPath' exclude each other".formatted(name), "");
    }
    return literal.or(() -> byPath);
  }

  /// A field that holds a path.
  Optional<Field> path(String name) {
    if (language == QueryLanguage.JSONATA) {
      return Optional.empty();
    }
    return fields
        .string(name)
        .map(text -> new Field(name, paths.expression(text, name, place(name))));
  }
}
