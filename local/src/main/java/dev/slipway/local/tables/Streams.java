package dev.slipway.local.tables;

import dev.slipway.local.tables.operation.StreamOperations;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.request.StreamOperation;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.util.function.Consumer;

/// DynamoDB Streams: what changed in a table, in order, for a day.
///
/// A room that brings changes to functions watches, and reads by [#call] from where it stopped: the
/// sequence number of the last record that it is done with is all that it must remember. So no
/// change is lost, whatever happens between.
public final class Streams implements JsonService {
  /// Each stream has this one shard.
  public static final String SHARD = StreamOperations.SHARD;

  private final StreamOperations operations;

  Streams(StreamOperations operations) {
    this.operations = operations;
  }

  /// Tells the ARN of each stream that has more than before, on the thread that made the change and
  /// after the change is on disk.
  public void watch(Consumer<String> watcher) {
    operations.watch(watcher);
  }

  @Override
  public String targetPrefix() {
    return "DynamoDBStreams_20120810";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var known = StreamOperation.named(operation).orElseThrow(Edge::unknown);
    return Edge.answer(body, json -> answer(known, Request.of(json, known)).bytes());
  }

  private Json.Obj answer(StreamOperation operation, Request request) {
    return switch (operation) {
      case DESCRIBE_STREAM -> operations.describe(request);
      case GET_RECORDS -> operations.records(request);
      case GET_SHARD_ITERATOR -> operations.iterator(request);
      case LIST_STREAMS -> operations.list(request);
    };
  }
}
