package dev.slipway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Standard output, and what it can show.
///
/// @param isTerminal a person watches, so lines may be redrawn
/// @param hasColor `NO_COLOR` is not set and somebody sees colours
public record Terminal(PrintStream out, PrintStream err, boolean isTerminal, boolean hasColor) {
  private static final int DEFAULT_WIDTH = 100;

  /// This process's own.
  public static Terminal ofProcess() {
    var env = System.getenv();
    var shown = isTty() && !"dumb".equals(env.get("TERM"));
    var noColor = !env.getOrDefault("NO_COLOR", "").isEmpty();
    var forced = !env.getOrDefault("FORCE_COLOR", "").isEmpty();
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        shown,
        !noColor && (shown || forced));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// `System.console` also asks for standard input, which a pipe may be. Without /proc nobody is
  /// taken to watch; plain lines suit everyone.
  private static boolean isTty() {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  /// Columns of the terminal.
  public int width() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
        var columns = Integer.parseInt(text.strip().replaceFirst("^.* ", ""));
        return columns > 0 ? columns : DEFAULT_WIDTH;
      }
    } catch (IOException | NumberFormatException _) {
      return DEFAULT_WIDTH;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return DEFAULT_WIDTH;
  }

  /// The text in a colour, where colours are shown.
  public String paint(Color color, String text) {
    return hasColor ? "\u001b[" + color.code + "m" + text + "\u001b[0m" : text;
  }

  /// The colours in use.
  public enum Color {
    GREEN("32"),
    RED("31"),
    YELLOW("33"),
    CYAN("36"),
    DIM("2"),
    BOLD("1");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }
}
