package dev.slipway.functions.handler;

import java.util.Map;

/// A function's environment, read once at start.
record Env(Map<String, String> variables) {
  static Env ofProcess() {
    return new Env(System.getenv());
  }

  /// @throws IllegalStateException naming the variable when it is missing
  String require(String name) {
    var value = variables.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The environment variable " + name + " is not set");
    }
    return value;
  }
}
