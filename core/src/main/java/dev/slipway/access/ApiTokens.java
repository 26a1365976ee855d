package dev.slipway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// Decides who may call the API: anyone on one's own machine, else who has a token.
public final class ApiTokens {
  private ApiTokens() {}

  /// Whether a caller may do what a route needs.
  public enum Verdict {
    ALLOWED,
    /// A token is needed and none was sent.
    NEEDS_TOKEN,
    WRONG_TOKEN
  }

  /// Compares in constant time with each valid token, however early one fits.
  ///
  /// @param valid the current token first, then the one before a rotation
  public static Verdict check(Permission needed, Optional<String> given, List<String> valid) {
    if (needed == Permission.NOTHING) {
      return Verdict.ALLOWED;
    }
    if (given.isEmpty()) {
      return Verdict.NEEDS_TOKEN;
    }
    var bytes = given.get().getBytes(StandardCharsets.UTF_8);
    var fits = false;
    for (var token : valid) {
      fits |=
          !token.isBlank() && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), bytes);
    }
    return fits ? Verdict.ALLOWED : Verdict.WRONG_TOKEN;
  }
}
