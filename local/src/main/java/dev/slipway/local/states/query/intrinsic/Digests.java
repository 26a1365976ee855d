package dev.slipway.local.states.query.intrinsic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Hashes, as `$hash` and `States.Hash` spell them.
public final class Digests {
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private Digests() {}

  /// @return hexadecimal; empty for an unknown algorithm
  public static Optional<String> hex(String algorithm, String text) {
    if (!ALGORITHMS.contains(algorithm)) {
      return Optional.empty();
    }
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return Optional.of(
          HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
