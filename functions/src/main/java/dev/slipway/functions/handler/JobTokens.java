package dev.slipway.functions.handler;

import dev.slipway.functions.aws.SecretsManagerSecrets;
import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The token of one attempt of one job, derived from a key: nothing secret is stored with the run,
/// and a token is good for that attempt alone.
final class JobTokens {
  private final SecretsManagerSecrets key;

  JobTokens(SecretsManagerSecrets key) {
    this.key = key;
  }

  String of(RunId run, JobKey job, int attempt) {
    return of(run, job, attempt, key.current());
  }

  /// Compares in constant time, also with the key before a rotation.
  boolean matches(String token, RunId run, JobKey job, int attempt) {
    var matches = false;
    for (var value : key.values()) {
      matches |=
          MessageDigest.isEqual(
              of(run, job, attempt, value).getBytes(StandardCharsets.UTF_8),
              token.getBytes(StandardCharsets.UTF_8));
    }
    return matches;
  }

  private static String of(RunId run, JobKey job, int attempt, String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var about = "%s\n%s\n%d".formatted(run, job, attempt);
      return "slj_"
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(mac.doFinal(about.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
