package dev.slipway.local.states.query.path;

import java.util.Optional;

/// Goes through the text of a path.
final class Cursor {
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  Cursor(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// The next character, or a space at the end.
  char peek() {
    return atEnd() ? ' ' : text.charAt(at);
  }

  boolean take(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  void expect(char expected) {
    if (atEnd() || text.charAt(at) != expected) {
      throw wrong("expected '%s'".formatted(expected));
    }
    at++;
  }

  void skipSpace() {
    while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// A member's name without quotes.
  String name() {
    var from = at;
    while (!atEnd() && isName(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw wrong("expected a name");
    }
    return text.substring(from, at);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$' || c > 127;
  }

  String quoted() {
    var quote = peek();
    if (quote != '\'' && quote != '"') {
      throw wrong("expected a name in quotes");
    }
    at++;
    var name = new StringBuilder();
    while (!atEnd() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    expect(quote);
    return name.toString();
  }

  Optional<Integer> integer() {
    var from = at;
    if (peek() == '-') {
      at++;
    }
    while (!atEnd() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.parseInt(text.substring(from, at)));
    } catch (NumberFormatException _) {
      throw wrong("'%s' is no number".formatted(text.substring(from, at)));
    }
  }

  /// Everything up to a character that satisfies no more, for literals.
  String literal() {
    var from = at;
    while (!atEnd() && isLiteral(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isLiteral(char c) {
    return Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
  }

  /// Everything up to the next slash that is not escaped.
  String regex() {
    var pattern = new StringBuilder();
    while (!atEnd() && text.charAt(at) != '/') {
      if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '/') {
        at++;
      }
      pattern.append(text.charAt(at++));
    }
    expect('/');
    return pattern.toString();
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw wrong("it is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "Invalid path '%s' : %s at position %d".formatted(text, why, at));
  }
}
