package dev.slipway.runner.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `ARG` and `ENV` have set, and its use in later instructions.
final class Variables {
  private static final Pattern USE =
      Pattern.compile("\\\\\\$|\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::([-+])([^}]*))?\\})");

  private final Map<String, String> values = new LinkedHashMap<>();

  void set(String name, String value) {
    values.put(name, value);
  }

  /// A text with `$name`, `${name}`, `${name:-default}` and `${name:+instead}` replaced.
  String expand(String text) {
    return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use)));
  }

  private String value(MatchResult use) {
    if (use.group().equals("\\$")) {
      return "$";
    }
    var name = use.group(1) == null ? use.group(2) : use.group(1);
    var value = values.getOrDefault(name, "");
    return switch (use.group(3)) {
      case "-" -> value.isEmpty() ? use.group(4) : value;
      case "+" -> value.isEmpty() ? "" : use.group(4);
      case null, default -> value;
    };
  }
}
