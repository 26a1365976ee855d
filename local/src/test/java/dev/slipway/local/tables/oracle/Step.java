package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;

/// One random operation.
record Step(String operation, Json.Obj request) {
  @Override
  public String toString() {
    return operation + " " + request.text();
  }
}
