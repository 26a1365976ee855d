package dev.slipway.ci.workflow;

/// Something that the reader or the linter says of a file.
///
/// @param file as the user named it
/// @param rule the rule's name, `syntax-check`, `expression`, `unsupported-key` …
public record Finding(String file, Position at, String message, String rule, Severity severity) {
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /// `file:line:column: message [rule]`.
  public String line() {
    return "%s:%d:%d: %s [%s]".formatted(file, at.line(), at.column(), message, rule);
  }
}
