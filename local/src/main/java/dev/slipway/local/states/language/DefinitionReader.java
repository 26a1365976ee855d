package dev.slipway.local.states.language;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads a definition and says all that is wrong with it.
public final class DefinitionReader {
  private final List<Problem> problems = new ArrayList<>();

  private DefinitionReader() {}

  /// A definition as it was understood. The machine is there only when there is no error.
  public record Reading(Optional<Machine> machine, List<Problem> problems) {}

  public static Reading read(String definition) {
    Json json;
    try {
      json = Json.parse(definition);
    } catch (MalformedJsonException e) {
      return broken("INVALID_JSON_DESCRIPTION", String.valueOf(e.getMessage()));
    }
    if (!(json instanceof Json.Obj object)) {
      return broken("INVALID_JSON_DESCRIPTION", "The definition is not a JSON object");
    }
    var reader = new DefinitionReader();
    var machine = reader.top(new Fields(object, "", reader.problems));
    var failed = reader.problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    return new Reading(
        failed ? Optional.empty() : Optional.of(machine), List.copyOf(reader.problems));
  }

  private static Reading broken(String code, String message) {
    return new Reading(
        Optional.empty(), List.of(new Problem(Problem.Severity.ERROR, code, message, "")));
  }

  private Machine top(Fields fields) {
    fields.ignore("Comment", "Version");
    var language = language(fields, QueryLanguage.JSONPATH);
    var timeout = fields.whole("TimeoutSeconds", 1).map(Duration::ofSeconds);
    var machine = machine(fields, language);
    fields.refuseOthers();
    return new Machine(machine.startAt(), machine.states(), timeout);
  }

  static QueryLanguage language(Fields fields, QueryLanguage inherited) {
    return switch (fields.string("QueryLanguage").orElse("")) {
      case "" -> inherited;
      case "JSONata" -> QueryLanguage.JSONATA;
      case "JSONPath" -> QueryLanguage.JSONPATH;
      case String other -> {
        fields.problem("Value is not one of [JSONata, JSONPath]: " + other, "QueryLanguage");
        yield inherited;
      }
    };
  }

  /// `StartAt` and `States`.
  static Machine machine(Fields fields, QueryLanguage language) {
    var startAt = fields.string("StartAt").orElse("");
    if (!fields.has("StartAt")) {
      fields.problem("Missing required field 'StartAt'", "");
    }
    if (!fields.has("States")) {
      fields.problem("Missing required field 'States'", "");
    }
    var states = new LinkedHashMap<String, State>();
    fields
        .members("States")
        .forEach((name, inner) ->
            StateReader.read(name, inner, language).ifPresent(state -> states.put(name, state)));
    if (fields.has("StartAt") && !states.containsKey(startAt)) {
      fields.problem(missingTarget("StartAt", startAt, fields.location() + "/StartAt"));
    }
    return new Machine(startAt, states, Optional.empty());
  }

  static Problem missingTarget(String field, String target, String location) {
    return new Problem(
        Problem.Severity.ERROR,
        "MISSING_TRANSITION_TARGET",
        "Missing '%s' target: %s".formatted(field, target),
        location);
  }
}
