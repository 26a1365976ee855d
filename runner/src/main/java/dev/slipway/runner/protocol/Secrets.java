package dev.slipway.runner.protocol;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes what nobody can guess.
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  String random() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
