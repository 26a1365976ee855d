package dev.slipway.local.wire;

import com.sun.net.httpserver.HttpExchange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as a signature's shape tells. Any credentials are good here; yet a request that
/// AWS would refuse for having none is refused, and so is an address whose time is over.
///
/// Reference: "AWS Signature Version 4 for API requests"; version 2 still stands in addresses that
/// S3 clients sign.
///
/// @param service the signature's scope, `s3`; absent in version 2, which only S3 has
/// @param until when an address loses its force
public record Signed(Optional<String> service, Optional<Instant> until) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-(?:HMAC-SHA256|ECDSA-P256-SHA256)\\s+Credential=([^/,\\s]++)/([^,\\s]++)\\s*+,\\s*+SignedHeaders=[^,\\s]++\\s*+,\\s*+Signature=([0-9a-fA-F]++)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static volatile Signer lastSigner =
      new Signer("none", new Signed(Optional.empty(), Optional.empty()));
  private static final long LONGEST = Duration.ofDays(7).toSeconds();

  /// @return nothing when the request carries no signature
  /// @throws AwsError when it carries one that is malformed
  public static Optional<Signed> of(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null) {
      return Optional.of(header(header));
    }
    var query = exchange.getRequestURI().getRawQuery();
    if (query == null || !query.contains("Signature=")) {
      return Optional.empty();
    }
    return address(Form.of(query));
  }

  private static Signed header(String header) {
    if (header.startsWith("AWS ") && header.matches("AWS [^:\\s]+:\\S+")) {
      return new Signed(Optional.empty(), Optional.empty());
    }
    var known = lastSigner;
    if (known.signs(header)) {
      return known.signed();
    }
    var match = HEADER.matcher(header);
    if (!match.matches()) {
      throw new AwsError(
          403,
          "IncompleteSignatureException",
          "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'"
              + " parameters.");
    }
    var signed = new Signed(Optional.of(service(match.group(2))), Optional.empty());
    lastSigner = new Signer(header.substring(0, match.start(3)), signed);
    return signed;
  }

  /// A client signs much in a row; but for the signature itself, each time the same stands here.
  ///
  /// @param start all of the header before the signature
  private record Signer(String start, Signed signed) {
    boolean signs(String header) {
      if (!header.startsWith(start) || header.length() == start.length()) {
        return false;
      }
      for (var i = start.length(); i < header.length(); i++) {
        if (Character.digit(header.charAt(i), 16) < 0 || header.charAt(i) > 'f') {
          return false;
        }
      }
      return true;
    }
  }

  /// `20261104/us-east-1/s3/aws4_request`; version 4A has no region in it.
  private static String service(String scope) {
    var end = scope.lastIndexOf('/');
    var start = scope.lastIndexOf('/', end - 1);
    if (start < 0 || !scope.endsWith("/aws4_request")) {
      throw new AwsError(
          403,
          "IncompleteSignatureException",
          "Credential must have the form <access key>/<date>/<region>/<service>/aws4_request.");
    }
    return scope.substring(start + 1, end);
  }

  private static Optional<Signed> address(Form form) {
    if (form.parameters().containsKey("X-Amz-Signature")) {
      for (var name :
          new String[] {
            "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders"
          }) {
        if (form.get(name).isEmpty()) {
          throw malformed("X-Amz-* query parameters need " + name);
        }
      }
      var credential = form.get("X-Amz-Credential");
      return Optional.of(
          new Signed(
              Optional.of(service(credential.substring(credential.indexOf('/') + 1))),
              Optional.of(until(form))));
    }
    if (form.get("Signature").isEmpty() || form.get("AWSAccessKeyId").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Signed(
            Optional.empty(),
            Optional.of(Instant.ofEpochSecond(whole(form.get("Expires"), Long.MAX_VALUE >> 20)))));
  }

  private static Instant until(Form form) {
    var seconds =
        whole(form.get("X-Amz-Expires").isEmpty() ? "300" : form.get("X-Amz-Expires"), LONGEST);
    try {
      return TIME.parse(form.get("X-Amz-Date"), Instant::from).plusSeconds(seconds);
    } catch (DateTimeException _) {
      throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
  }

  private static long whole(@Nullable String text, long most) {
    if (text == null || !text.matches("\\d{1,12}") || Long.parseLong(text) > most) {
      throw malformed("X-Amz-Expires must be a number of seconds, at most a week");
    }
    return Long.parseLong(text);
  }

  private static AwsError malformed(String message) {
    return new AwsError(400, "AuthorizationQueryParametersError", message);
  }
}
