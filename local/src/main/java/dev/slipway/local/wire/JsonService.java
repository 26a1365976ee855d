package dev.slipway.local.wire;

import java.util.Optional;

/// An AWS service that speaks AWS JSON 1.0 or 1.1: `POST /` with `X-Amz-Target: Prefix.Operation`.
public interface JsonService {
  /// What stands before the dot of `X-Amz-Target`, `DynamoDB_20120810`.
  String targetPrefix();

  /// `application/x-amz-json-1.0` or `-1.1`.
  String contentType();

  /// Answers one operation. May block; each request has a virtual thread of its own.
  ///
  /// @param operation the operation's name, `PutItem`
  /// @param body UTF-8 JSON
  /// @return UTF-8 JSON
  /// @throws AwsError what the client gets instead of an answer
  byte[] call(String operation, byte[] body);

  /// The name by which clients of the older query protocol know an error, where it has another.
  default Optional<String> queryName(String code) {
    return Optional.empty();
  }
}
