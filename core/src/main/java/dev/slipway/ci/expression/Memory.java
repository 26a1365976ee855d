package dev.slipway.ci.expression;

/// How much text one evaluation may make. Without it, `format` inside `format` doubles its text
/// until nothing is left.
final class Memory {
  /// Characters, two bytes each: the runner's default of 10 MiB.
  static final int MOST = 5 * 1024 * 1024;

  private int left = MOST;

  /// Counts a text that was made.
  ///
  /// @throws ExpressionException when the evaluation has made too much
  String take(String text) {
    check(text.length());
    left -= text.length();
    return text;
  }

  /// Looks whether a text may grow to that length.
  ///
  /// @throws ExpressionException when the evaluation would have made too much
  void check(int length) {
    if (length > left) {
      throw ExpressionException.evaluation(
          "The maximum allowed memory size was exceeded while evaluating the expression");
    }
  }
}
