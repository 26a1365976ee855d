package dev.slipway.runner.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The arguments of `ENV` and `LABEL`: `name=value name="a value"`, or the old `NAME a value`.
final class Pairs {
  private static final Pattern PAIR =
      Pattern.compile("\\s*([^\\s=]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|(?:[^\\s\\\\]|\\\\.)*)");

  private Pairs() {}

  /// @throws UnbuildableException when they are neither
  static Map<String, String> of(Dockerfile.Instruction instruction, Variables variables) {
    var text = instruction.text();
    var first = text.split("\\s+", 2);
    if (!first[0].contains("=") && instruction.name().equals("ENV") && first.length == 2) {
      return Map.of(first[0], variables.expand(first[1]));
    }
    var pairs = new LinkedHashMap<String, String>();
    var matcher = PAIR.matcher(text);
    var end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      pairs.put(ImageBuild.unquoted(matcher.group(1)), value(matcher.group(2), variables));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank() || pairs.isEmpty()) {
      throw new UnbuildableException(instruction.place() + " needs name=value");
    }
    return pairs;
  }

  /// Nothing is replaced between single quotes.
  private static String value(String written, Variables variables) {
    var plain = ImageBuild.unquoted(written).replaceAll("\\\\([^$])", "$1");
    return written.startsWith("'") ? plain : variables.expand(plain);
  }
}
