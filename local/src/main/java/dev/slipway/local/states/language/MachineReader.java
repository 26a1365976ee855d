package dev.slipway.local.states.language;

import java.util.LinkedHashMap;
import java.util.Optional;

/// Reads a graph of states.
final class MachineReader {
  private MachineReader() {}

  static QueryLanguage language(Fields fields, QueryLanguage inherited) {
    return switch (fields.string("QueryLanguage").orElse("")) {
      case "" -> inherited;
      case "JSONata" -> QueryLanguage.JSONATA;
      case "JSONPath" -> QueryLanguage.JSONPATH;
      case String _ -> {
        fields.problem("Value is not one of [JSONPath, JSONata]", "QueryLanguage");
        yield inherited;
      }
    };
  }

  /// `StartAt` and `States`.
  static Machine machine(Fields fields, QueryLanguage language) {
    fields.require("States", "StartAt");
    var startAt = fields.string("StartAt").orElse("");
    var states = new LinkedHashMap<String, State>();
    fields
        .members("States")
        .forEach((name, inner) ->
            StateReader.read(name, inner, language).ifPresent(state -> states.put(name, state)));
    if (fields.has("States") && fields.json().object("States").members().isEmpty()) {
      fields.problem("Minimum number of states is 1", "States");
    }
    return new Machine(startAt, states, Optional.empty());
  }
}
