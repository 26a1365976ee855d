package dev.slipway.ci.lint;

import java.util.Optional;

/// How a script of one shell reads a variable of its environment.
sealed interface ShellText {
  /// The text that reads it at a place of the script; empty where nothing would.
  ///
  /// @param offset where in the script the text will stand
  Optional<String> read(String name, String script, int offset);

  /// The dialect of a shell; empty for those that are not known well enough.
  static Optional<ShellText> of(String shell) {
    var program = shell.strip().split("\\s+", -1)[0];
    return switch (program) {
      case "bash", "sh" -> Optional.of(new Posix());
      case "pwsh", "powershell" -> Optional.of(new Power());
      default -> Optional.empty();
    };
  }

  /// `${NAME}`, in double quotes so that it stays one word.
  record Posix() implements ShellText {
    @Override
    public Optional<String> read(String name, String script, int offset) {
      if (script.substring(0, offset).contains("<<")) {
        return Optional.empty(); // inside a here-document quotes mean something else
      }
      return switch (quoteAt(script, offset)) {
        case '"' -> Optional.of("${%s}".formatted(name));
        case '\'' -> Optional.of("'\"${%s}\"'".formatted(name));
        default -> Optional.of("\"${%s}\"".formatted(name));
      };
    }

    /// The quote that is open there, or a space.
    private static char quoteAt(String script, int offset) {
      var quote = ' ';
      for (var i = 0; i < offset; i++) {
        var c = script.charAt(i);
        if (c == '\\' && quote != '\'') {
          i++;
        } else if (quote == ' ' && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = ' ';
        } else if (c == '#' && quote == ' ' && isWordStart(script, i)) {
          var end = script.indexOf('\n', i);
          i = end < 0 || end > offset ? offset : end;
        }
      }
      return quote;
    }

    private static boolean isWordStart(String script, int index) {
      return index == 0 || Character.isWhitespace(script.charAt(index - 1));
    }
  }

  /// `${env:NAME}`, which double-quoted texts expand and single-quoted ones do not.
  record Power() implements ShellText {
    @Override
    public Optional<String> read(String name, String script, int offset) {
      var line = script.substring(script.lastIndexOf('\n', Math.max(0, offset - 1)) + 1, offset);
      var singles = line.chars().filter(c -> c == '\'').count();
      return singles % 2 == 1 ? Optional.empty() : Optional.of("${env:%s}".formatted(name));
    }
  }
}
