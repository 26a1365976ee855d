package dev.slipway.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One pattern of `@actions/glob`: `*` and `?` stay in a name, `**` crosses folders, `[]` is a set,
/// `\` escapes. What it matches, it matches with all that lies in it.
///
/// @param start the folder or file that it names before its first star
/// @param segments one for each name; absent for `**`
record PathPattern(Path start, List<Optional<Pattern>> segments, boolean negated) {
  PathPattern {
    segments = List.copyOf(segments);
  }

  /// @param root where relative patterns begin
  static PathPattern of(Path root, String text) {
    var negated = false;
    var rest = text;
    while (rest.startsWith("!")) {
      negated = !negated;
      rest = rest.substring(1).strip();
    }
    var segments = new ArrayList<Optional<Pattern>>();
    var start = Path.of("/");
    var literal = true;
    for (var name : names(root, rest)) {
      literal &= !name.replaceAll("\\\\.", "").matches(".*[*?\\[].*");
      if (literal) {
        start = start.resolve(unescaped(name));
      }
      segments.add(name.equals("**") ? Optional.empty() : Optional.of(segment(name)));
    }
    return new PathPattern(start, segments, negated);
  }

  /// The names of the whole path, `.` and `..` taken out.
  private static List<String> names(Path root, String text) {
    var names = new ArrayList<String>();
    if (!text.startsWith("/")) {
      root.forEach(name -> names.add(literal(name.toString())));
    }
    for (var name : text.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> {
          if (!names.isEmpty()) {
            names.removeLast();
          }
        }
        default -> names.add(name);
      }
    }
    return names;
  }

  private static String literal(String name) {
    return name.replaceAll("[\\\\*?\\[]", "\\\\$0");
  }

  private static String unescaped(String name) {
    return name.replaceAll("\\\\(.)", "$1");
  }

  private static Pattern segment(String name) {
    var regex = new StringBuilder();
    var i = 0;
    while (i < name.length()) {
      var c = name.charAt(i);
      var end = c == '[' ? name.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (end > 0) {
        regex.append(set(name.substring(i + 1, end)));
        i = end;
      } else if (c == '\\' && i + 1 < name.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(name.charAt(i))));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException _) {
      return Pattern.compile(Pattern.quote(name));
    }
  }

  private static String set(String inside) {
    var negated = inside.startsWith("!") || inside.startsWith("^");
    var members = (negated ? inside.substring(1) : inside).replaceAll("[\\\\\\[&]", "\\\\$0");
    return (negated ? "[^" : "[") + members + "]";
  }

  /// Whether a path is meant, or lies in a folder that is.
  boolean matches(Path path) {
    return matches(0, names(path), 0, false);
  }

  /// Whether something in a folder may be meant.
  boolean leadsThrough(Path folder) {
    return matches(0, names(folder), 0, true);
  }

  private static List<String> names(Path path) {
    var names = new ArrayList<String>();
    path.forEach(name -> names.add(name.toString()));
    return names;
  }

  /// @param partly whether it is enough that the names run out first
  private boolean matches(int segment, List<String> names, int name, boolean partly) {
    if (segment == segments.size()) {
      return true;
    }
    var wanted = segments.get(segment);
    if (name == names.size()) {
      return partly || (wanted.isEmpty() && matches(segment + 1, names, name, false));
    }
    return wanted
        .map(pattern ->
            pattern.matcher(names.get(name)).matches()
                && matches(segment + 1, names, name + 1, partly))
        .orElseGet(() ->
            matches(segment + 1, names, name, partly) || matches(segment, names, name + 1, partly));
  }
}
