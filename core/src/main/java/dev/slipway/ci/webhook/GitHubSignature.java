package dev.slipway.ci.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// GitHub's `X-Hub-Signature-256`: HMAC-SHA256 over the raw body, hex, after `sha256=`. Its older
/// SHA-1 header proves nothing here.
public final class GitHubSignature {
  private static final String PREFIX = "sha256=";

  private GitHubSignature() {}

  /// Whether one of the secrets signed the body. Takes the same time whatever the signature is. An
  /// empty secret signs nothing.
  public static boolean matches(String signature, byte[] body, List<String> secrets) {
    var given = signature.getBytes(StandardCharsets.UTF_8);
    var matches = false;
    for (var secret : secrets.stream().filter(one -> !one.isEmpty()).toList()) {
      matches |= MessageDigest.isEqual(sign(body, secret).getBytes(StandardCharsets.UTF_8), given);
    }
    return matches;
  }

  /// The header's value for a body.
  public static String sign(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
