package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Who signed a delivery.
class GitHubSignatureTest {
  private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "It's a Secret to Everybody";

  /// The values of GitHub's manual.
  private static final String SIGNATURE =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  @Test
  void signsAsGitHubDoes() {
    assertThat(GitHubSignature.sign(BODY, SECRET)).isEqualTo(SIGNATURE);
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of(SECRET))).isTrue();
  }

  @Test
  void oneOfSeveralSecretsIsEnough() {
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of("old", SECRET, "new"))).isTrue();
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of("old", "new"))).isFalse();
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of())).isFalse();
  }

  @Test
  void refusesAnyOtherSignature() {
    for (var other :
        List.of(
            "",
            "sha256=",
            SIGNATURE.substring("sha256=".length()),
            SIGNATURE.substring(0, SIGNATURE.length() - 1),
            SIGNATURE + "0",
            SIGNATURE.toUpperCase(Locale.ROOT),
            " " + SIGNATURE,
            SIGNATURE.replace("sha256", "sha1"),
            "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
            "sha256=" + "ü".repeat(64),
            "sha256=" + "\u0000".repeat(64))) {
      assertThat(GitHubSignature.matches(other, BODY, List.of(SECRET))).as(other).isFalse();
    }
  }

  @Test
  void refusesEveryChangeOfOneLetterOrByte() {
    for (var i = 0; i < SIGNATURE.length(); i++) {
      var changed =
          SIGNATURE.substring(0, i)
              + (SIGNATURE.charAt(i) == '0' ? '1' : '0')
              + SIGNATURE.substring(i + 1);
      assertThat(GitHubSignature.matches(changed, BODY, List.of(SECRET))).as(changed).isFalse();
    }
    for (var i = 0; i < BODY.length; i++) {
      var body = BODY.clone();
      body[i] ^= 1;
      assertThat(GitHubSignature.matches(SIGNATURE, body, List.of(SECRET))).isFalse();
    }
  }

  /// A secret that was never set must not open the door to those who sign with nothing.
  @Test
  void anEmptySecretSignsNothing() {
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of(""))).isFalse();
    assertThat(GitHubSignature.matches(SIGNATURE, BODY, List.of("", SECRET))).isTrue();
  }
}
