package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts an expression into tokens.
final class Lexer {
  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  /// @return at least the end
  /// @throws InvalidException at the first character that begins no token
  static List<Token> tokens(Source source) {
    return new Lexer(source).run();
  }

  private List<Token> run() {
    while (skipSpace()) {
      var c = text.charAt(at);
      if (isLetter(c) || c == '_') {
        take(Kind.NAME, at + 1);
      } else if ((c == '#' || c == ':') && at + 1 < text.length() && isPart(text.charAt(at + 1))) {
        take(c == '#' ? Kind.NAME_PLACEHOLDER : Kind.VALUE_PLACEHOLDER, at + 1);
      } else if (isDigit(c)) {
        digits();
      } else {
        sign();
      }
    }
    tokens.add(new Token(Kind.END, "<EOF>", text.length()));
    return tokens;
  }

  private boolean skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length();
  }

  private void take(Kind kind, int from) {
    var end = from;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    add(kind, end);
  }

  private void digits() {
    var end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    add(Kind.DIGITS, end);
  }

  private void sign() {
    var two = text.substring(at, Math.min(at + 2, text.length()));
    if (two.equals("<>") || two.equals("<=") || two.equals(">=")) {
      add(Kind.SIGN, at + 2);
    } else if ("()[],.=<>+-".indexOf(text.charAt(at)) >= 0) {
      add(Kind.SIGN, at + 1);
    } else {
      var strange = new Token(Kind.SIGN, text.substring(at, at + 1), at);
      var before = tokens.isEmpty() ? strange : tokens.getLast();
      var after = Math.min(strange.end() + 1, text.length());
      throw source.unexpected(strange, before.start(), after);
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at));
    at = end;
  }

  private static boolean isPart(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
