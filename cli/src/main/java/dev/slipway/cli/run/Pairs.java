package dev.slipway.cli.run;

import dev.slipway.cli.Refusal;
import dev.slipway.cli.file.WorkflowFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names and values from options and from `.env` files.
final class Pairs {
  private Pairs() {}

  /// A file's pairs, then the options' over them. An option without `=` takes its value from this
  /// process's environment.
  ///
  /// @param option as the user wrote it, for messages
  static Map<String, String> of(String option, Optional<Path> file, List<String> given) {
    var pairs = new LinkedHashMap<String, String>();
    file.ifPresent(path -> readFile(path, pairs));
    for (var text : given) {
      var split = text.indexOf('=');
      var name = split < 0 ? text : text.substring(0, split);
      if (name.isBlank()) {
        throw Refusal.invalid("%s %s: write NAME=VALUE".formatted(option, text));
      }
      pairs.put(name, split < 0 ? fromEnvironment(option, name) : text.substring(split + 1));
    }
    return pairs;
  }

  private static String fromEnvironment(String option, String name) {
    var value = System.getenv(name);
    if (value == null) {
      throw Refusal.invalid(
          "%s %s: write NAME=VALUE, or set %s in the environment".formatted(option, name, name));
    }
    return value;
  }

  private static void readFile(Path path, Map<String, String> pairs) {
    var number = 0;
    for (var line : WorkflowFiles.text(path).lines().toList()) {
      number++;
      var text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      var pair = text.startsWith("export ") ? text.substring("export ".length()) : text;
      var split = pair.indexOf('=');
      if (split < 1) {
        // Not the line itself: it may be a secret.
        throw Refusal.invalid("%s:%d:1: write NAME=VALUE".formatted(path, number));
      }
      pairs.put(pair.substring(0, split).strip(), unquoted(pair.substring(split + 1).strip()));
    }
  }

  private static String unquoted(String value) {
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      return value.substring(1, value.length() - 1).replace("\\n", "\n").replace("\\\"", "\"");
    }
    return value.length() > 1 && value.startsWith("'") && value.endsWith("'")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
