package dev.slipway.local.objects;

import dev.slipway.local.wire.AwsError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A body on its way in: unpacked, written down, and compared with every sum that its sender gave.
final class Incoming {
  private static final long LARGEST = 5L << 30;

  /// What arrived.
  record Arrived(StoredObject.Piece piece, String md5, Checksum.Value checksum) {}

  private final S3Request request;
  private final Bodies bodies;
  private final String id;

  /// @param id under which the body is kept
  Incoming(S3Request request, Bodies bodies, String id) {
    this.request = request;
    this.bodies = bodies;
    this.id = id;
  }

  private boolean isChunked() {
    return request
            .header("x-amz-content-sha256")
            .filter(sum -> sum.startsWith("STREAMING-"))
            .isPresent()
        || request
            .header("Content-Encoding")
            .filter(how -> how.contains("aws-chunked"))
            .isPresent();
  }

  /// @param algorithm of the sum that is kept when the sender gives none
  /// @throws AwsError when a sum differs or the body is cut short; nothing is kept then
  Arrived receive(Checksum algorithm) throws IOException {
    try {
      return write(algorithm);
    } catch (IOException | RuntimeException e) {
      bodies.remove(id);
      throw e;
    }
  }

  private Arrived write(Checksum usual) throws IOException {
    var expected = length();
    var chunked = isChunked() ? Optional.of(new ChunkedBody(in())) : Optional.<ChunkedBody>empty();
    var body = chunked.<InputStream>map(one -> one).orElseGet(this::in);
    var algorithm = announced().orElse(usual);
    var sum = algorithm.sum();
    var md5 = Checksum.digest("MD5");
    var sha256 = Checksum.digest("SHA-256");
    var signed = request.header("x-amz-content-sha256").filter(one -> one.matches("[0-9a-f]{64}"));
    var size = 0L;
    try (var out = bodies.create(id)) {
      var buffer = new byte[64 * 1024];
      for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        size += count;
        if (size > LARGEST) {
          throw S3Errors.request(
              "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size");
        }
        write(out, buffer, count);
        md5.update(buffer, 0, count);
        sum.add(buffer, 0, count);
        if (signed.isPresent()) {
          sha256.update(buffer, 0, count);
        }
      }
    }
    if (expected.isPresent() && expected.get() != size) {
      throw S3Errors.request(
          "IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
    var value =
        new Checksum.Value(algorithm, Checksum.base64(sum.value()), Checksum.Kind.FULL_OBJECT);
    compare(value, chunked);
    signed
        .filter(hex -> !hex.equals(HexFormat.of().formatHex(sha256.digest())))
        .ifPresent(_ -> {
          throw S3Errors.request(
              "XAmzContentSHA256Mismatch",
              "The provided 'x-amz-content-sha256' header does not match what was computed.");
        });
    return new Arrived(new StoredObject.Piece(id, size), md5(md5), value);
  }

  private static void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new AwsError(
          503, "ServiceUnavailable", "The data folder takes no more: " + e.getMessage());
    }
  }

  private InputStream in() {
    return request.exchange().getRequestBody();
  }

  private Optional<Long> length() {
    var header = isChunked() ? "x-amz-decoded-content-length" : "Content-Length";
    var text = request.header(header);
    if (isChunked() && text.isEmpty()) {
      throw new AwsError(
          411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    text.filter(given -> !given.matches("\\d{1,13}"))
        .ifPresent(_ -> {
          throw S3Errors.argument(header + " must be a number");
        });
    return text.map(Long::parseLong);
  }

  /// The algorithm whose sum is in a header, or comes behind the body.
  private Optional<Checksum> announced() {
    for (var algorithm : Checksum.values()) {
      var trailing =
          request
              .header("x-amz-trailer")
              .filter(name -> name.strip().equalsIgnoreCase(algorithm.header()));
      if (request.header(algorithm.header()).isPresent() || trailing.isPresent()) {
        return Optional.of(algorithm);
      }
    }
    return request
        .header("x-amz-sdk-checksum-algorithm")
        .or(() -> request.header("x-amz-checksum-algorithm"))
        .flatMap(Checksum::named);
  }

  private void compare(Checksum.Value computed, Optional<ChunkedBody> chunked) {
    var name = computed.algorithm().header();
    var given = request.header(name).or(() -> chunked.map(body -> body.trailers().get(name)));
    given
        .filter(sum -> !sum.equals(computed.base64()))
        .ifPresent(_ -> {
          throw S3Errors.request(
              "BadDigest",
              "The %s you specified did not match the calculated checksum."
                  .formatted(computed.algorithm()));
        });
  }

  private String md5(MessageDigest md5) {
    var sum = md5.digest();
    var given = request.header("Content-MD5");
    if (given.isPresent()) {
      byte[] asked;
      try {
        asked = Base64.getDecoder().decode(given.get());
      } catch (IllegalArgumentException _) {
        asked = new byte[0];
      }
      if (asked.length != 16) {
        throw S3Errors.request("InvalidDigest", "The Content-MD5 you specified was invalid.");
      }
      if (!MessageDigest.isEqual(asked, sum)) {
        throw S3Errors.request(
            "BadDigest", "The Content-MD5 you specified did not match what we received.");
      }
    }
    return HexFormat.of().formatHex(sum);
  }
}
