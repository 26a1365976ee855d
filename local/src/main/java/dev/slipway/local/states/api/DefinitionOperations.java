package dev.slipway.local.states.api;

import dev.slipway.local.states.language.DefinitionReader;
import dev.slipway.local.states.language.ExpressRules;
import dev.slipway.local.states.language.Problem;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Checks definitions, for those who ask and before one is taken.
public final class DefinitionOperations {
  private static final int MAX_DEFINITION = 1024 * 1024;
  private static final int MAX_DIAGNOSTICS = 100;

  /// Checks a definition that is to be taken.
  static String checked(String definition, StateMachine.Type type) {
    limit(definition);
    var errors =
        problems(definition, type).stream()
            .filter(Problem::isError)
            .map(Problem::sentence)
            .collect(Collectors.joining(", "));
    if (!errors.isEmpty()) {
      throw Request.refusal(
          "InvalidDefinition", "Invalid State Machine Definition: '%s'".formatted(errors));
    }
    return definition;
  }

  private static void limit(String definition) {
    if (definition.getBytes(StandardCharsets.UTF_8).length > MAX_DEFINITION) {
      throw Request.constraint(
          definition.substring(0, 80) + "…",
          "definition",
          "Member must have length less than or equal to 1048576");
    }
  }

  private static List<Problem> problems(String definition, StateMachine.Type type) {
    var reading = DefinitionReader.read(definition);
    var problems = new ArrayList<>(reading.problems());
    if (type == StateMachine.Type.EXPRESS) {
      reading.machine().ifPresent(machine -> problems.addAll(ExpressRules.check(machine)));
    }
    return problems;
  }

  public Json validate(Request request) {
    var definition = request.required("definition");
    limit(definition);
    var type = type(request.string("type").orElse("STANDARD"));
    var errorsOnly =
        switch (request.string("severity").orElse("ERROR")) {
          case "ERROR" -> true;
          case "WARNING" -> false;
          case String other ->
              throw Request.constraint(
                  other, "severity", "Member must satisfy enum value set: [ERROR, WARNING]");
        };
    var most = request.number("maxResults").map(Double::intValue).orElse(0);
    if (most < 0 || most > MAX_DIAGNOSTICS) {
      throw Request.constraint(
          Integer.toString(most),
          "maxResults",
          "Member must have value less than or equal to " + MAX_DIAGNOSTICS);
    }
    var all = problems(definition, type);
    var shown = all.stream().filter(p -> p.isError() || !errorsOnly).toList();
    var limit = most == 0 ? MAX_DIAGNOSTICS : most;
    return Json.object()
        .put("result", all.stream().anyMatch(Problem::isError) ? "FAIL" : "OK")
        .put("diagnostics", Json.array(shown.stream().limit(limit).map(Problem::json).toList()))
        .put("truncated", shown.size() > limit)
        .build();
  }

  static StateMachine.Type type(String name) {
    return switch (name) {
      case "STANDARD" -> StateMachine.Type.STANDARD;
      case "EXPRESS" -> StateMachine.Type.EXPRESS;
      case String other ->
          throw Request.constraint(
              other, "type", "Member must satisfy enum value set: [STANDARD, EXPRESS]");
    };
  }
}
