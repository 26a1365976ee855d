package dev.slipway.local.states.query.intrinsic;

import dev.slipway.model.Json;
import java.util.ArrayList;

/// Reads calls of intrinsic functions.
final class IntrinsicReader {
  private static final int MAX_NESTING = 10;
  private static final String END_OF_ARGUMENT = ",)";

  private final String text;
  private int at;

  IntrinsicReader(String text) {
    this.text = text;
  }

  Intrinsic read() {
    var call = call(1);
    skipSpace();
    if (at < text.length()) {
      throw wrong("unexpected text behind the call");
    }
    return call;
  }

  private Intrinsic.Call call(int depth) {
    if (depth > MAX_NESTING) {
      throw wrong("functions are nested more than %d deep".formatted(MAX_NESTING));
    }
    skipSpace();
    var open = text.indexOf('(', at);
    var name = open < 0 ? "" : text.substring(at, open).strip();
    var arity = IntrinsicFunctions.ARITIES.get(name);
    if (arity == null) {
      throw wrong("there is no function '%s'".formatted(name));
    }
    at = open + 1;
    var arguments = new ArrayList<Intrinsic>();
    skipSpace();
    while (at < text.length() && text.charAt(at) != ')') {
      arguments.add(argument(depth));
      skipSpace();
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      } else if (at >= text.length() || text.charAt(at) != ')') {
        throw wrong("expected ',' or ')'");
      }
      skipSpace();
    }
    if (at >= text.length()) {
      throw wrong("expected ')'");
    }
    at++;
    if (!arity.allows(arguments.size())) {
      throw wrong("%s does not take %d arguments".formatted(name, arguments.size()));
    }
    return new Intrinsic.Call(name, arguments);
  }

  private Intrinsic argument(int depth) {
    var first = text.charAt(at);
    if (first == '\'') {
      return new Intrinsic.Literal(Json.of(quoted()));
    }
    if (text.startsWith("States.", at)) {
      return call(depth + 1);
    }
    var word = word();
    if (first == '$') {
      return new Intrinsic.Path(word);
    }
    return new Intrinsic.Literal(
        switch (word) {
          case "null" -> Json.Null.INSTANCE;
          case "true" -> Json.of(true);
          case "false" -> Json.of(false);
          case String number -> number(number);
        });
  }

  private Json number(String word) {
    try {
      return Json.of(Double.parseDouble(word));
    } catch (NumberFormatException _) {
      throw wrong("'%s' is no argument".formatted(word));
    }
  }

  /// Everything up to the end of the argument; brackets and quotes in a path may hold signs.
  private String word() {
    var from = at;
    var depth = 0;
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == '\'') {
        var _ = quoted();
        continue;
      }
      if (c == '[' || c == '(') {
        depth++;
      } else if (depth > 0 && (c == ']' || c == ')')) {
        depth--;
      } else if (depth == 0 && END_OF_ARGUMENT.indexOf(c) >= 0) {
        break;
      }
      at++;
    }
    return text.substring(from, at).strip();
  }

  /// A text in quotes. A backslash takes a sign's meaning away; before others it stays.
  private String quoted() {
    at++;
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '\'') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        var next = text.charAt(at + 1);
        if (next == '\'') {
          at++;
        } else {
          // Braces and backslashes are States.Format's to resolve.
          value.append(text.charAt(at++));
        }
      }
      value.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw wrong("a text is not closed");
    }
    at++;
    return value.toString();
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("%s in '%s'".formatted(why, text));
  }
}
