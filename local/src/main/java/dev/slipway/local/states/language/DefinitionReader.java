package dev.slipway.local.states.language;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a definition and says all that is wrong with it.
public final class DefinitionReader {
  private static final long MAX_SECONDS = 99_999_999;

  private DefinitionReader() {}

  /// A definition as it was understood. The machine is there only when there is no error.
  public record Reading(Optional<Machine> machine, List<Problem> problems) {
    public List<Problem> errors() {
      return problems.stream().filter(Problem::isError).toList();
    }
  }

  public static Reading read(String definition) {
    Json json;
    try {
      if (definition.isBlank()) {
        return refused("Definition must be a valid JSON object", "");
      }
      json = Json.parse(definition);
    } catch (MalformedJsonException e) {
      return malformed(definition, e);
    }
    return json instanceof Json.Obj object
        ? read(object)
        : refused("Definition must be a valid JSON object", "");
  }

  /// Reads one state that stands alone; where it leads is not looked at.
  ///
  /// @param name what to call it
  public static Reading readState(String name, String definition) {
    Json json;
    try {
      json = Json.parse(definition);
    } catch (MalformedJsonException e) {
      return malformed(definition, e);
    }
    if (!(json instanceof Json.Obj object)) {
      return refused("Definition must be a valid JSON object", "");
    }
    var problems = new ArrayList<Problem>();
    var state = StateReader.read(name, new Fields(object, "", problems), QueryLanguage.JSONPATH);
    var failed = state.isEmpty() || problems.stream().anyMatch(Problem::isError);
    return new Reading(
        failed
            ? Optional.empty()
            : state.map(found -> new Machine(name, Map.of(name, found), Optional.empty())),
        List.copyOf(problems));
  }

  private static Reading malformed(String definition, MalformedJsonException e) {
    var place = JsonErrors.place(definition, e);
    var message = JsonErrors.reason(e) + (place.isEmpty() ? "" : "\n at " + place);
    return new Reading(
        Optional.empty(), List.of(Problem.error("INVALID_JSON_DESCRIPTION", message, place)));
  }

  private static Reading refused(String message, String location) {
    return new Reading(
        Optional.empty(), List.of(Problem.error("SCHEMA_VALIDATION_FAILED", message, location)));
  }

  private static Reading read(Json.Obj object) {
    var problems = new ArrayList<Problem>();
    var fields = new Fields(object, "", problems);
    fields.ignore("Comment", "Version");
    var language = MachineReader.language(fields, QueryLanguage.JSONPATH);
    var timeout = fields.whole("TimeoutSeconds", 1, MAX_SECONDS).map(Duration::ofSeconds);
    var inner = MachineReader.machine(fields, language);
    fields.refuseOthers();
    if (problems.stream().noneMatch(Problem::isError)) {
      new Graph(problems).check(inner);
    }
    var failed = problems.stream().anyMatch(Problem::isError);
    var machine = new Machine(inner.startAt(), inner.states(), timeout);
    return new Reading(failed ? Optional.empty() : Optional.of(machine), List.copyOf(problems));
  }
}
