package dev.slipway.local.states.language;

import dev.slipway.model.Json;

/// What is wrong with a definition.
///
/// @param code AWS's word, `SCHEMA_VALIDATION_FAILED`
/// @param location a JSON pointer, `/States/Build/Next`; empty when it belongs to no place
public record Problem(Severity severity, String code, String message, String location) {
  public enum Severity {
    ERROR,
    WARNING
  }

  static Problem schema(String message, String location) {
    return error("SCHEMA_VALIDATION_FAILED", message, location.isEmpty() ? "/" : location);
  }

  static Problem error(String code, String message, String location) {
    return new Problem(Severity.ERROR, code, message, location);
  }

  static Problem warning(String code, String message, String location) {
    return new Problem(Severity.WARNING, code, message, location);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// As CreateStateMachine words it.
  public String sentence() {
    return location.isEmpty()
        ? "%s: %s".formatted(code, message)
        : "%s: %s at %s".formatted(code, message, location);
  }

  /// As ValidateStateMachineDefinition lists it.
  public Json.Obj json() {
    var json =
        Json.object().put("severity", severity.name()).put("code", code).put("message", message);
    if (!location.isEmpty()) {
      json.put("location", location);
    }
    return json.build();
  }
}
