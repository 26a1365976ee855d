package dev.slipway.ci.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// GitHub's filter patterns: `*` stops at `/`, `**` crosses it, `?` makes the character before it
/// optional, `+` repeats it, `[]` is a set, `\` escapes; a list is ordered and `!` takes back.
public final class Glob {
  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Reads one pattern, without a leading `!`.
  public static Glob of(String glob) {
    try {
      return new Glob(Pattern.compile(regex(glob)));
    } catch (PatternSyntaxException _) {
      return new Glob(Pattern.compile(Pattern.quote(glob)));
    }
  }

  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /// Whether an ordered list takes the text in: the last pattern that matches decides.
  public static boolean includes(List<String> patterns, String text) {
    var included = false;
    for (var pattern : patterns) {
      var negated = pattern.startsWith("!");
      if (of(negated ? pattern.substring(1) : pattern).matches(text)) {
        included = !negated;
      }
    }
    return included;
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    var i = 0;
    while (i < glob.length()) {
      var c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        // Whole folders, possibly none: `**/x` matches `x` too.
        regex.append("(?:.*/)?");
        i += 3;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (c == '*') {
        regex.append("[^/]*");
        i++;
      } else if ((c == '?' || c == '+') && !regex.isEmpty()) {
        regex.append(c);
        i++;
      } else if (c == '[' && glob.indexOf(']', i + 1) > 0) {
        var end = glob.indexOf(']', i + 1);
        regex
            .append('[')
            .append(
                glob.substring(i + 1, end)
                    .replace("\\", "\\\\")
                    .replace("[", "\\[")
                    .replace("&&", "&\\&"))
            .append(']');
        i = end + 1;
      } else if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(String.valueOf(glob.charAt(i + 1))));
        i += 2;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
        i++;
      }
    }
    return regex.toString();
  }
}
