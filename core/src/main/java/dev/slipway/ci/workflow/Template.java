package dev.slipway.ci.workflow;

/// A scalar of a workflow file that may hold `${{ }}` expressions, with the place it stands at.
///
/// `if` conditions are templates too; they may leave the `${{ }}` out. Numbers and booleans are
/// written as GitHub prints them: `3.10` in a file is the text `3.1`.
public record Template(String text, Position at) {
  /// The key that stands for a whole computed mapping: `env: ${{ x }}` is read as this key with the
  /// value `${{ x }}`.
  public static final String INSERT = "${{ insert }}";

  /// A literal that stands in no file, for defaults.
  public static Template of(String text) {
    return new Template(text, Position.START);
  }

  public boolean hasExpression() {
    return isExpression(text);
  }

  /// Whether a text holds an expression.
  public static boolean isExpression(String text) {
    return text.contains("${{");
  }
}
