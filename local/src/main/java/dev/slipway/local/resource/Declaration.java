package dev.slipway.local.resource;

import dev.slipway.model.Json;
import java.util.Locale;

/// A resource as its template declares it, all functions resolved.
record Declaration(String stack, String logicalId, Json.Obj properties) {
  /// The physical name where the template gives none.
  String generatedName() {
    return stack + "-" + logicalId;
  }

  String lowerCaseName() {
    return generatedName().toLowerCase(Locale.ROOT);
  }
}
