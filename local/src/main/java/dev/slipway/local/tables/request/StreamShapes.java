package dev.slipway.local.tables.request;

import static dev.slipway.local.tables.request.Shape.integer;
import static dev.slipway.local.tables.request.Shape.oneOf;
import static dev.slipway.local.tables.request.Shape.structure;
import static dev.slipway.local.tables.request.Shape.text;

import dev.slipway.local.tables.request.Shape.Structure;

/// The shapes of requests about streams.
final class StreamShapes {
  private static final Shape ARN = text(new Rule.NotShorter(37), new Rule.NotLonger(1024));
  private static final Shape SHARD = text(new Rule.NotShorter(28), new Rule.NotLonger(65));

  private static final Structure DESCRIBE =
      structure("DescribeStream")
          .requiring("StreamArn", ARN)
          .with("Limit", integer(new Rule.AtLeast(1), new Rule.AtMost(100)))
          .with("ExclusiveStartShardId", SHARD);

  private static final Structure RECORDS =
      structure("GetRecords")
          .requiring("ShardIterator", text(new Rule.NotShorter(1), new Rule.NotLonger(2048)))
          .with("Limit", integer(new Rule.AtLeast(1), new Rule.AtMost(1000)));

  private static final Structure ITERATOR =
      structure("GetShardIterator")
          .requiring("StreamArn", ARN)
          .requiring("ShardId", SHARD)
          .requiring(
              "ShardIteratorType",
              oneOf("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"))
          .with("SequenceNumber", text(new Rule.NotShorter(21), new Rule.NotLonger(40)));

  private static final Structure LIST =
      structure("ListStreams")
          .with("TableName", Shapes.TABLE_NAME)
          .with("Limit", integer(new Rule.AtLeast(1), new Rule.AtMost(100)))
          .with("ExclusiveStartStreamArn", ARN);

  private StreamShapes() {}

  static Structure of(StreamOperation operation) {
    return switch (operation) {
      case DESCRIBE_STREAM -> DESCRIBE;
      case GET_RECORDS -> RECORDS;
      case GET_SHARD_ITERATOR -> ITERATOR;
      case LIST_STREAMS -> LIST;
    };
  }
}
