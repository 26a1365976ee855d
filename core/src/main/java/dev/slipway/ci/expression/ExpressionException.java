package dev.slipway.ci.expression;

import java.util.Locale;

/// An expression that cannot be read or computed. Terminal: the same text fails again.
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int position;

  /// @param position where in the expression, counted from 1; 0 when no place is to blame
  ExpressionException(Kind kind, String message, int position) {
    super(message);
    this.kind = kind;
    this.position = position;
  }

  static ExpressionException evaluation(String message) {
    return new ExpressionException(Kind.EVALUATION, message, 0);
  }

  public Kind kind() {
    return kind;
  }

  public int position() {
    return position;
  }

  /// Which stage refused the expression.
  public enum Kind {
    LEXING,
    PARSING,
    EVALUATION;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
