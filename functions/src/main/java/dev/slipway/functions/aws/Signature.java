package dev.slipway.functions.aws;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Signature Version 4, for headers and for presigned addresses. The key to sign with holds for
/// a day, so it is kept.
final class Signature {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final Credentials credentials;
  private final String region;
  private final String service;
  private volatile Key key = new Key("", new byte[0]);

  /// @param day `20261125`
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Key(String day, byte[] bytes) {}

  Signature(Credentials credentials, String region, String service) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
  }

  /// The headers to add to a request, `Authorization` among them.
  Map<String, String> sign(
      String method, URI uri, Map<String, String> headers, byte[] body, Instant now) {
    var time = TIME.format(now);
    var hash = hex(sha256(body));
    var all = new TreeMap<String, String>();
    headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.strip()));
    all.put("host", uri.getRawAuthority());
    all.put("x-amz-date", time);
    all.put("x-amz-content-sha256", hash);
    if (!credentials.sessionToken().isEmpty()) {
      all.put("x-amz-security-token", credentials.sessionToken());
    }
    var signed = String.join(";", all.keySet());
    var canonical =
        String.join(
            "\n",
            method,
            path(uri),
            query(uri),
            all.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            signed,
            hash);
    var authorization =
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM,
                credentials.accessKey(),
                scope(time),
                signed,
                signature(time, canonical));
    all.put("authorization", authorization);
    all.remove("host");
    return all;
  }

  /// An address that anyone may use for one method until it expires.
  URI presign(String method, URI uri, Duration expires, Instant now) {
    var time = TIME.format(now);
    var query = new TreeMap<String, String>();
    query.put("X-Amz-Algorithm", ALGORITHM);
    query.put("X-Amz-Credential", credentials.accessKey() + "/" + scope(time));
    query.put("X-Amz-Date", time);
    query.put("X-Amz-Expires", Long.toString(expires.toSeconds()));
    query.put("X-Amz-SignedHeaders", "host");
    if (!credentials.sessionToken().isEmpty()) {
      query.put("X-Amz-Security-Token", credentials.sessionToken());
    }
    var text =
        query.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(Collectors.joining("&"));
    var canonical =
        String.join(
            "\n",
            method,
            path(uri),
            text,
            "host:" + uri.getRawAuthority() + "\n",
            "host",
            "UNSIGNED-PAYLOAD");
    return URI.create(uri + "?" + text + "&X-Amz-Signature=" + signature(time, canonical));
  }

  private String signature(String time, String canonical) {
    var toSign =
        String.join(
            "\n",
            ALGORITHM,
            time,
            scope(time),
            hex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    return hex(hmac(key(time.substring(0, 8)), toSign));
  }

  private byte[] key(String day) {
    var known = key;
    if (!known.day().equals(day)) {
      var secret = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
      known = new Key(day, hmac(hmac(hmac(hmac(secret, day), region), service), "aws4_request"));
      key = known;
    }
    return known.bytes();
  }

  private String scope(String time) {
    return String.join("/", time.substring(0, 8), region, service, "aws4_request");
  }

  /// S3 signs the path as sent; the others have none but `/` or one without special characters.
  private static String path(URI uri) {
    return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
  }

  private static String query(URI uri) {
    if (uri.getRawQuery() == null) {
      return "";
    }
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
