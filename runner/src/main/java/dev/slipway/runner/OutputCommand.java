package dev.slipway.runner;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workflow command in a step's output: `::name key=value,key=value::text`, or in the older form
/// `##[name key=value;key=value]text`.
///
/// @param name in lower case
record OutputCommand(String name, Map<String, String> properties, String text) {
  /// The command that a line holds.
  ///
  /// @param names in lower case; with any other name the line is only a line
  static Optional<OutputCommand> parse(String line, Set<String> names) {
    if (line.contains("::")) {
      var command = current(line.stripLeading(), names);
      if (command.isPresent()) {
        return command;
      }
    }
    return line.contains("##[") ? older(line, names) : Optional.empty();
  }

  private static Optional<OutputCommand> current(String line, Set<String> names) {
    var end = line.startsWith("::") ? line.indexOf("::", 2) : -1;
    return end < 0
        ? Optional.empty()
        : command(
            line.substring(2, end), ",", line.substring(end + 2), names, OutputCommand::decoded);
  }

  /// May stand anywhere in a line.
  private static Optional<OutputCommand> older(String line, Set<String> names) {
    var start = line.indexOf("##[");
    var end = line.indexOf(']', start);
    return end < 0
        ? Optional.empty()
        : command(
            line.substring(start + 3, end),
            ";",
            line.substring(end + 1),
            names,
            text -> decoded(text.replace("%5D", "]").replace("%3B", ";")));
  }

  private interface Decoding {
    String decode(String text);
  }

  private static Optional<OutputCommand> command(
      String head, String separator, String text, Set<String> names, Decoding decoding) {
    var space = head.indexOf(' ');
    var name = (space < 0 ? head : head.substring(0, space)).toLowerCase(Locale.ROOT);
    if (!names.contains(name)) {
      return Optional.empty();
    }
    var properties = new LinkedHashMap<String, String>();
    if (space >= 0) {
      for (var pair : head.substring(space + 1).strip().split(separator, -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0) {
          properties.put(
              pair.substring(0, equals).strip(),
              decoding.decode(pair.substring(equals + 1).replace("%3A", ":").replace("%2C", ",")));
        }
      }
    }
    return Optional.of(new OutputCommand(name, properties, decoding.decode(text)));
  }

  private static String decoded(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }
}
