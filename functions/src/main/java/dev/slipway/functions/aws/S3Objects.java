package dev.slipway.functions.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The data bucket.
public final class S3Objects {
  private static final byte[] NOTHING = {};

  private final Aws aws;
  private final String bucket;

  public S3Objects(Aws aws, String bucket) {
    this.aws = aws;
    this.bucket = bucket;
  }

  public void put(String key, byte[] body, String contentType) {
    aws.s3("PUT", bucket, key, Map.of("content-type", contentType), body);
  }

  /// The object, or empty when there is none. Without the right to list, S3 says 403 for a key that
  /// is not there.
  public Optional<byte[]> get(String key) {
    return get(key, Map.of());
  }

  /// The first bytes of an object, or empty when there is none.
  public Optional<byte[]> get(String key, int most) {
    return get(key, Map.of("range", "bytes=0-" + (most - 1)));
  }

  private Optional<byte[]> get(String key, Map<String, String> headers) {
    try {
      return Optional.of(aws.s3("GET", bucket, key, headers, NOTHING));
    } catch (AwsException e) {
      if (e.status() == 416) {
        return Optional.of(NOTHING);
      }
      if (e.status() == 404 || (e.status() == 403 && e.is("AccessDenied"))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// An address to put an object at without credentials.
  public String uploadAddress(String key, Duration expires) {
    return aws.presign("PUT", bucket, key, expires);
  }
}
