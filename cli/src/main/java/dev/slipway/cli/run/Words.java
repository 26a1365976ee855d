package dev.slipway.cli.run;

import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;
import dev.slipway.model.Conclusion;
import java.time.Duration;
import java.util.Locale;

/// How results and times look.
public final class Words {
  private Words() {}

  /// `✓`, `✗`, `-` or `!`.
  public static String mark(Terminal terminal, Conclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> terminal.paint(Color.GREEN, "✓");
      case FAILURE -> terminal.paint(Color.RED, "✗");
      case CANCELLED -> terminal.paint(Color.YELLOW, "!");
      case SKIPPED -> terminal.paint(Color.YELLOW, "-");
    };
  }

  /// `0.4s`, `12s`, `3m 5s`, `2h 1m`.
  public static String time(Duration time) {
    var seconds = time.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", (double) time.toMillis() / 1000);
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? "%dm %ds".formatted(seconds / 60, seconds % 60)
        : "%dh %dm".formatted(seconds / 3600, seconds / 60 % 60);
  }

  /// A log line as people read it: workflow commands become what they mean.
  static String line(Terminal terminal, String text) {
    if (!text.startsWith("##[")) {
      return text;
    }
    var close = text.indexOf(']');
    var rest = text.substring(close + 1);
    return switch (text.substring(0, close + 1)) {
      case "##[error]" -> terminal.paint(Color.RED, "Error: " + rest);
      case "##[warning]" -> terminal.paint(Color.YELLOW, "Warning: " + rest);
      case "##[notice]" -> "Notice: " + rest;
      case "##[group]" -> terminal.paint(Color.BOLD, "▾ " + rest);
      case "##[endgroup]" -> "";
      case "##[command]" -> terminal.paint(Color.CYAN, rest);
      case "##[debug]" -> terminal.paint(Color.DIM, rest);
      default -> text;
    };
  }
}
