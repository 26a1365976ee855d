package dev.slipway.runner.image;

import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/// Patterns of paths as Docker writes them: `*` and `?` stop at a slash, `**` does not.
final class Globs {
  private Globs() {}

  /// @throws UnbuildableException when it is no pattern
  static PathMatcher of(String pattern) {
    var clean = pattern.replaceFirst("^\\.?/+", "").replaceFirst("/+$", "");
    // Braces mean themselves to Docker.
    var glob = clean.replace("{", "\\{").replace("}", "\\}");
    try {
      var system = FileSystems.getDefault();
      var plain = system.getPathMatcher("glob:" + glob);
      if (!glob.startsWith("**/")) {
        return plain;
      }
      var atTop = system.getPathMatcher("glob:" + glob.substring("**/".length()));
      return path -> plain.matches(path) || atTop.matches(path);
    } catch (PatternSyntaxException e) {
      throw new UnbuildableException("'%s' is no pattern of paths".formatted(pattern));
    }
  }
}
