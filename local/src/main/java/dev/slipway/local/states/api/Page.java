package dev.slipway.local.states.api;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of a list, and the token of the next.
record Page<T>(List<T> items, Optional<String> next) {
  /// Cuts a page out of a whole list.
  ///
  /// @param key tells items apart; a token names the last one of its page
  static <T> Page<T> of(List<T> all, Optional<String> token, int limit, Function<T, String> key) {
    var from = 0;
    if (token.isPresent()) {
      var last = text(token.get());
      while (from < all.size() && !key.apply(all.get(from)).equals(last)) {
        from++;
      }
      if (from == all.size()) {
        throw invalidToken(token.get());
      }
      from++;
    }
    return cut(all.subList(from, all.size()), limit, key);
  }

  /// Cuts a page out of what was read from its start, one item more than a page if there is more.
  static <T> Page<T> cut(List<T> found, int limit, Function<T, String> key) {
    return found.size() <= limit
        ? new Page<>(List.copyOf(found), Optional.empty())
        : new Page<>(
            List.copyOf(found.subList(0, limit)),
            Optional.of(token(key.apply(found.get(limit - 1)))));
  }

  static String token(String text) {
    return Base64.getEncoder().encodeToString(("page " + text).getBytes(StandardCharsets.UTF_8));
  }

  /// What a token of [#token] says.
  static String text(String token) {
    try {
      var text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("page ")) {
        return text.substring("page ".length());
      }
    } catch (IllegalArgumentException _) {
      // As any other token that is none.
    }
    throw invalidToken(token);
  }

  static AwsError invalidToken(String token) {
    return new AwsError(400, "InvalidToken", "Invalid Token: '%s'".formatted(token));
  }

  Json.Obj json(String name, Function<T, ? extends Json> item) {
    return Json.object()
        .put(name, Json.array(items.stream().map(item).toList()))
        .put("nextToken", next)
        .build();
  }
}
