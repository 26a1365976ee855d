package dev.slipway.ci.expression;

import dev.slipway.ci.expression.ExpressionException.Kind;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts an expression into tokens, as `LexicalAnalyzer.cs` of actions/runner does.
final class Lexer {
  private static final String SIGNS = "()[],.*!<>=&|";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  private List<Token> run() {
    while (at < text.length()) {
      var c = text.charAt(at);
      if (Values.isSpace(c)) {
        at++;
      } else if (c == '\'') {
        string();
      } else if (c == '-' || c == '+' || isDigit(c) || (c == '.' && !afterOperand())) {
        number();
      } else if (SIGNS.indexOf(c) >= 0) {
        sign(c);
      } else {
        name();
      }
    }
    tokens.add(new Token.End(text.length() + 1));
    return tokens;
  }

  /// After an operand a dot dereferences; elsewhere it begins a number.
  private boolean afterOperand() {
    if (tokens.isEmpty()) {
      return false;
    }
    return switch (tokens.getLast()) {
      case Token.Name _ -> true;
      case Token.Sign(var raw, _) -> raw.equals(")") || raw.equals("]") || raw.equals("*");
      case Token.Literal _, Token.End _ -> false;
    };
  }

  private void string() {
    var start = at++;
    var value = new StringBuilder();
    while (at < text.length()) {
      var c = text.charAt(at++);
      if (c != '\'') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '\'') {
        value.append('\'');
        at++;
      } else {
        add(new Token.Literal(Json.of(value.toString()), text.substring(start, at), start + 1));
        return;
      }
    }
    throw unexpected(start, text.substring(start));
  }

  private void number() {
    var start = at++;
    while (at < text.length() && (text.charAt(at) == '.' || !endsWord(text.charAt(at)))) {
      at++;
    }
    var raw = text.substring(start, at);
    var value = Numbers.parse(raw);
    if (value.isEmpty()) {
      throw unexpected(start, raw);
    }
    add(new Token.Literal(Json.of(value.get()), raw, start + 1));
  }

  private void sign(char c) {
    var two = at + 1 < text.length() ? text.substring(at, at + 2) : "";
    switch (two) {
      case "!=", "<=", ">=", "==", "&&", "||" -> {
        add(new Token.Sign(two, at + 1));
        at += 2;
      }
      default -> {
        if (c == '=' || c == '&' || c == '|') {
          var start = at++;
          skipWord();
          throw unexpected(start, text.substring(start, at));
        }
        add(new Token.Sign(String.valueOf(c), at + 1));
        at++;
      }
    }
  }

  private void name() {
    var start = at++;
    skipWord();
    var raw = text.substring(start, at);
    if (!isName(raw)) {
      throw unexpected(start, raw);
    }
    add(
        constant(raw)
            .<Token>map(value -> new Token.Literal(value, raw, start + 1))
            .orElseGet(() -> new Token.Name(raw, start + 1)));
  }

  private void skipWord() {
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at++;
    }
  }

  /// `a.true` dereferences a property of that name; elsewhere the words are constants.
  private Optional<Json> constant(String raw) {
    if (!tokens.isEmpty()
        && tokens.getLast() instanceof Token.Sign(var sign, _)
        && sign.equals(".")) {
      return Optional.empty();
    }
    return switch (raw) {
      case "true" -> Optional.of(Json.Bool.TRUE);
      case "false" -> Optional.of(Json.Bool.FALSE);
      case "null" -> Optional.of(Json.Null.INSTANCE);
      case "NaN" -> Optional.of(Json.of(Double.NaN));
      case "Infinity" -> Optional.of(Json.of(Double.POSITIVE_INFINITY));
      default -> Optional.empty();
    };
  }

  private static boolean endsWord(char c) {
    return Values.isSpace(c) || "()[],.!<>=&|".indexOf(c) >= 0;
  }

  static boolean isName(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || (!isDigit(c) && c != '-'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void add(Token token) {
    tokens.add(token);
  }

  private ExpressionException unexpected(int start, String raw) {
    return new ExpressionException(
        Kind.LEXING,
        "Unexpected symbol: '%s'. Located at position %d within expression: %s"
            .formatted(raw, start + 1, text),
        start + 1);
  }
}
