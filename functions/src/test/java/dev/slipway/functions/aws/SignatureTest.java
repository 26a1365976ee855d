package dev.slipway.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// AWS's published values: the examples of "Authenticating Requests" in the S3 API reference.
class SignatureTest {
  private static final Credentials EXAMPLE =
      new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");
  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");
  private static final byte[] NOTHING = {};

  private final Signature s3 = new Signature(EXAMPLE, "us-east-1", "s3");

  @Test
  void signsAGetOfARange() {
    assertThat(
            signature(
                s3.sign(
                    "GET",
                    URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                    Map.of("Range", "bytes=0-9"),
                    NOTHING,
                    TIME)))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void signsAsBeforeAfterAnotherDay() {
    var uri = URI.create("https://examplebucket.s3.amazonaws.com/test.txt");
    var first = s3.sign("GET", uri, Map.of(), NOTHING, TIME);

    assertThat(s3.sign("GET", uri, Map.of(), NOTHING, TIME.plus(Duration.ofDays(1))))
        .isNotEqualTo(first);
    assertThat(s3.sign("GET", uri, Map.of(), NOTHING, TIME)).isEqualTo(first);
  }

  @Test
  void signsAPutWithHeaders() {
    assertThat(
            signature(
                s3.sign(
                    "PUT",
                    URI.create("https://examplebucket.s3.amazonaws.com/test%24file.text"),
                    Map.of(
                        "Date", "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                    "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8),
                    TIME)))
        .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void signsAQueryWithoutValues() {
    assertThat(
            signature(
                s3.sign(
                    "GET",
                    URI.create("https://examplebucket.s3.amazonaws.com/?lifecycle"),
                    Map.of(),
                    NOTHING,
                    TIME)))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void signsAListInTheOrderOfItsParameters() {
    assertThat(
            signature(
                s3.sign(
                    "GET",
                    URI.create("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J"),
                    Map.of(),
                    NOTHING,
                    TIME)))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void presignsAnAddress() {
    assertThat(
            s3.presign(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                Duration.ofDays(1),
                TIME))
        .hasToString(
            "https://examplebucket.s3.amazonaws.com/test.txt"
                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  @Test
  void sendsTheSessionTokenSigned() {
    var session = new Credentials("AKIAIOSFODNN7EXAMPLE", "secret", "a/session+token=");
    var headers =
        new Signature(session, "us-east-1", "dynamodb")
            .sign(
                "POST",
                URI.create("https://dynamodb.us-east-1.amazonaws.com/"),
                Map.of(),
                NOTHING,
                TIME);
    assertThat(headers).containsEntry("x-amz-security-token", "a/session+token=");
    assertThat(headers.get("authorization")).contains("x-amz-security-token");
  }

  private static String signature(Map<String, String> headers) {
    var authorization = headers.getOrDefault("authorization", "");
    return authorization.substring(authorization.lastIndexOf('=') + 1);
  }
}
