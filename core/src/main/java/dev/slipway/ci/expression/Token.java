package dev.slipway.ci.expression;

import dev.slipway.model.Json;

/// A piece of an expression and where it begins, counted from 1.
sealed interface Token {
  int position();

  /// The text as written, for messages.
  String raw();

  /// A constant: null, true, false, a number, a string.
  record Literal(Json value, String raw, int position) implements Token {}

  /// A context, property or function name.
  record Name(String raw, int position) implements Token {}

  /// An operator or a bracket.
  record Sign(String raw, int position) implements Token {}

  record End(int position) implements Token {
    @Override
    public String raw() {
      return "";
    }
  }
}
