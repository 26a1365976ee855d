package dev.slipway.functions.handler;

import java.nio.file.Path;
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

  /// Where fetched repositories are kept between calls.
  Path gitCache() {
    return Path.of(
        variables.getOrDefault("GIT_CACHE", System.getProperty("java.io.tmpdir") + "/git"));
  }
}
