package dev.slipway.local.tables.request;

import java.util.Optional;

/// The operations of DynamoDB Streams.
public enum StreamOperation {
  DESCRIBE_STREAM("DescribeStream"),
  GET_RECORDS("GetRecords"),
  GET_SHARD_ITERATOR("GetShardIterator"),
  LIST_STREAMS("ListStreams");

  private final String wireName;

  StreamOperation(String wireName) {
    this.wireName = wireName;
  }

  public static Optional<StreamOperation> named(String name) {
    for (var operation : values()) {
      if (operation.wireName.equals(name)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
