package dev.slipway.local.objects;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// The object that a copy is made of.
record Source(String bucket, String key, StoredObject object) {
  /// @throws dev.slipway.local.wire.AwsError when it is not there, or its conditions do not hold
  static Source of(Index index, S3Request request) {
    var given =
        request.header("x-amz-copy-source").orElse("").replaceFirst("\\?versionId=null$", "");
    String path;
    try {
      path = URLDecoder.decode(given.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      path = given;
    }
    var plain = path.startsWith("/") ? path.substring(1) : path;
    var slash = plain.indexOf('/');
    if (slash <= 0 || slash == plain.length() - 1) {
      throw S3Errors.argument("Invalid copy source object key");
    }
    var bucket = plain.substring(0, slash);
    var key = plain.substring(slash + 1);
    var object = index.require(bucket, key);
    request.conditions().checkSource(object);
    return new Source(bucket, key, object);
  }

  /// A body of the same bytes.
  StoredObject.Piece duplicate(Bodies bodies, String id) throws IOException {
    try (var in = Content.of(bodies, object, 0, object.size());
        var out = bodies.create(id)) {
      return new StoredObject.Piece(id, in.transferTo(out));
    }
  }
}
