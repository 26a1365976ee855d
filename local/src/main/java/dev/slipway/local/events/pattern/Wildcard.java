package dev.slipway.local.events.pattern;

import java.util.HashMap;

/// A text in which `*` stands for any characters and `\` takes the next one as it is. Matching
/// takes time proportional to the product of both lengths, whatever the pattern.
final class Wildcard {
  /// So many stars may be followed by the same character. AWS tells no figure; it refuses five.
  private static final int MOST_ALIKE = 4;

  private Wildcard() {}

  /// @throws InvalidPatternException when it is malformed, or too hard for AWS
  static void check(String pattern) {
    var alike = new HashMap<Character, Integer>();
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        if (i == pattern.length() || "*\\".indexOf(pattern.charAt(i)) < 0) {
          throw new InvalidPatternException("Invalid escape character at pos " + (i - 1));
        }
      } else if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
        throw new InvalidPatternException("Consecutive wildcard characters at pos " + i);
      } else if (c == '*'
          && i + 1 < pattern.length()
          && alike.merge(pattern.charAt(i + 1), 1, Integer::sum) > MOST_ALIKE) {
        throw new InvalidPatternException(
            "Rule is too complex - try using fewer wildcard characters or fewer repeating character"
                + " sequences after a wildcard character");
      }
    }
  }

  static boolean matches(String pattern, String text) {
    var reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '*') {
        for (var at = 1; at <= text.length(); at++) {
          reached[at] |= reached[at - 1];
        }
        continue;
      }
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        c = pattern.charAt(i);
      }
      for (var at = text.length(); at > 0; at--) {
        reached[at] = reached[at - 1] && text.charAt(at - 1) == c;
      }
      reached[0] = false;
    }
    return reached[text.length()];
  }
}
