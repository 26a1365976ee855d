package dev.slipway.local.states.language;

import dev.slipway.model.Json;

/// What is wrong with a definition.
///
/// @param code AWS's word, `SCHEMA_VALIDATION_FAILED`
/// @param location a JSON pointer, `/States/Build/Next`
public record Problem(Severity severity, String code, String message, String location) {
  public enum Severity {
    ERROR,
    WARNING
  }

  static Problem schema(String message, String location) {
    return new Problem(Severity.ERROR, "SCHEMA_VALIDATION_FAILED", message, location);
  }

  /// As CreateStateMachine words it.
  public String sentence() {
    return location.isEmpty()
        ? "%s: %s".formatted(code, message)
        : "%s: %s at %s".formatted(code, message, location);
  }

  /// As ValidateStateMachineDefinition lists it.
  public Json.Obj json() {
    return Json.object()
        .put("severity", severity.name())
        .put("code", code)
        .put("message", message)
        .put("location", location)
        .build();
  }
}
