package dev.slipway.ci.workflow;

/// Something that the reader or the linter says of a file.
///
/// @param file as the user named it
/// @param message at most 500 characters, else cut
/// @param rule the rule's name, `syntax-check`, `expression`, `unsupported-key` …
public record Finding(String file, Position at, String message, String rule, Severity severity) {
  private static final int MAX_MESSAGE = 500;
  private static final String CUT = "[...]";

  public Finding {
    message = cut(message);
  }

  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /// `file:line:column: message [rule]`, on one line.
  public String line() {
    return "%s:%d:%d: %s [%s]"
        .formatted(file, at.line(), at.column(), message.replaceAll("\\R", " "), rule);
  }

  /// As GitHub says it: `file (Line: 1, Col: 2): message`.
  public String inGitHubsWords() {
    return cut("%s (Line: %d, Col: %d): %s".formatted(file, at.line(), at.column(), message));
  }

  private static String cut(String text) {
    return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + CUT : text;
  }
}
