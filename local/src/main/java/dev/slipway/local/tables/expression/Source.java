package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.InvalidException;

/// The text of an expression and the request's member that has it, for messages.
///
/// @param kind `ConditionExpression`
record Source(String kind, String text) {
  InvalidException invalid(String message) {
    return new InvalidException("Invalid %s: %s".formatted(kind, message));
  }

  /// @param from where the words around the token begin
  /// @param to where they end
  InvalidException unexpected(Token token, int from, int to) {
    return invalid(
        "Syntax error; token: \"%s\", near: \"%s\""
            .formatted(token.text(), text.substring(from, to)));
  }
}
