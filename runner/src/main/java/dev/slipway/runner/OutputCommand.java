package dev.slipway.runner;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A workflow command in a step's output: `::name key=value,key=value::text`.
record OutputCommand(String name, Map<String, String> properties, String text) {
  static Optional<OutputCommand> parse(String line) {
    var trimmed = line.stripLeading();
    var end = trimmed.startsWith("::") ? trimmed.indexOf("::", 2) : -1;
    if (end < 0) {
      return Optional.empty();
    }
    var head = trimmed.substring(2, end);
    var space = head.indexOf(' ');
    var name = (space < 0 ? head : head.substring(0, space)).toLowerCase(Locale.ROOT);
    if (name.isEmpty() || !name.matches("[a-z0-9_-]+")) {
      return Optional.empty();
    }
    var properties = new LinkedHashMap<String, String>();
    if (space >= 0) {
      for (var pair : head.substring(space + 1).split(",", -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0) {
          properties.put(pair.substring(0, equals).strip(), property(pair.substring(equals + 1)));
        }
      }
    }
    return Optional.of(new OutputCommand(name, properties, data(trimmed.substring(end + 2))));
  }

  private static String data(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  private static String property(String text) {
    return text.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%");
  }
}
