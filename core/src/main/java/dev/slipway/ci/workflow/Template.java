package dev.slipway.ci.workflow;

/// A scalar of a workflow file that may hold `${{ }}` expressions, with the place it stands at.
///
/// `if` conditions are templates too; they may leave the `${{ }}` out.
public record Template(String text, Position at) {
  /// A literal that stands in no file, for defaults.
  public static Template of(String text) {
    return new Template(text, Position.START);
  }

  public boolean hasExpression() {
    return text.contains("${{");
  }
}
