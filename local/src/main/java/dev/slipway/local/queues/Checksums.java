package dev.slipway.local.queues;

import dev.slipway.model.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/// The MD5 sums by which senders and receivers check what SQS got.
///
/// Reference: "Calculating the MD5 message digest for message attributes" in SQS's developer guide.
final class Checksums {
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private Checksums() {}

  static String of(String body) {
    return hex(digest("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// By which content-based deduplication knows a body.
  static String sha256(String body) {
    return hex(digest("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// Nothing when there are no attributes.
  static Optional<String> of(Json.Obj attributes) {
    if (attributes.members().isEmpty()) {
      return Optional.empty();
    }
    var digest = digest("MD5");
    new TreeMap<>(attributes.members())
        .forEach((name, value) -> {
          var attribute = (Json.Obj) value;
          add(digest, name.getBytes(StandardCharsets.UTF_8));
          add(digest, attribute.requireString("DataType").getBytes(StandardCharsets.UTF_8));
          var blob = attribute.string("BinaryValue");
          digest.update(blob.isPresent() ? BINARY : TEXT);
          add(
              digest,
              blob.map(Content::decode)
                  .orElseGet(() ->
                      attribute.requireString("StringValue").getBytes(StandardCharsets.UTF_8)));
        });
    return Optional.of(hex(digest.digest()));
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
    digest.update(part);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
