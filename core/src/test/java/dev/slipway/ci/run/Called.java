package dev.slipway.ci.run;

import java.util.LinkedHashMap;
import java.util.Map;

/// Workflows that are called in tests, by the names that they are called by.
final class Called {
  private final Map<String, String> files = new LinkedHashMap<>();

  /// A file `.github/workflows/NAME.yml` without inputs.
  ///
  /// @param jobs what stands below `jobs`, in YAML
  static Called file(String name, String jobs) {
    return new Called().and(name, "", jobs);
  }

  /// @param asks what stands below `workflow_call`, in YAML
  Called and(String name, String asks, String jobs) {
    files.put(
        ".github/workflows/%s.yml".formatted(name),
        "on:\n  workflow_call:\n%sjobs:\n%s".formatted(asks.indent(4), jobs.indent(2)));
    return this;
  }

  Map<String, String> files() {
    return files;
  }

  /// A job that calls one of them.
  ///
  /// @param more further keys
  static String caller(String id, String name, String more) {
    return "%s:%n  uses: ./.github/workflows/%s.yml%n%s".formatted(id, name, more.indent(2));
  }
}
