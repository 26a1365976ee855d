package dev.slipway.local.states.task;

import java.time.Instant;
import java.util.List;

/// Objects in buckets, as distributed Maps and tasks read and write them.
public interface ObjectStore {
  /// @throws dev.slipway.local.wire.AwsError `NoSuchBucket` or `NoSuchKey`
  byte[] get(String bucket, String key);

  /// What is known of an object beside its bytes.
  ///
  /// @throws dev.slipway.local.wire.AwsError `NoSuchBucket` or `NoSuchKey`
  Summary about(String bucket, String key);

  /// @throws dev.slipway.local.wire.AwsError `NoSuchBucket`
  void put(String bucket, String key, byte[] body);

  /// Removes an object; one that is not there is removed already.
  ///
  /// @throws dev.slipway.local.wire.AwsError `NoSuchBucket`
  void delete(String bucket, String key);

  /// The objects whose keys begin so, in the order of their keys.
  ///
  /// @throws dev.slipway.local.wire.AwsError `NoSuchBucket`
  List<Summary> list(String bucket, String prefix);

  /// @param etag in quotes, as S3 spells it
  record Summary(String key, long size, String etag, Instant modified, String contentType) {}
}
