package dev.slipway.local.tables.expression;

/// A piece of an expression and where it stands in the text.
record Token(Kind kind, String text, int start) {
  enum Kind {
    /// An attribute, a function, a keyword.
    NAME,
    /// `#name`
    NAME_PLACEHOLDER,
    /// `:value`
    VALUE_PLACEHOLDER,
    /// Digits, which only an index has.
    DIGITS,
    /// Punctuation and comparators.
    SIGN,
    END
  }

  int end() {
    return kind == Kind.END ? start : start + text.length();
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /// Keywords are matched without regard to case.
  boolean isKeyword(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }
}
