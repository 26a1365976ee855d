package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Stream;
import dev.slipway.local.tables.storage.StreamDefinition;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reading streams. Each has one shard, in which all changes stand in the order in which they were
/// made.
public final class StreamOperations {
  public static final String SHARD = "shardId-00000000000000000001-00000001";
  private static final int MOST = 1_000;

  private final Catalog catalog;
  private final Descriptions descriptions;
  private final String region;

  public StreamOperations(Catalog catalog, Descriptions descriptions, String region) {
    this.catalog = catalog;
    this.descriptions = descriptions;
    this.region = region;
  }

  /// Tells of each change of a table that has a stream, by the stream's ARN.
  public void watch(Consumer<String> watcher) {
    catalog.watch(table -> found(table).ifPresent(stream -> watcher.accept(stream.arn())));
  }

  private record Found(Table table, StreamDefinition definition, Stream stream, String arn) {}

  private Optional<Found> found(Table table) {
    var definition = table.definition();
    return definition.stream()
        .map(of ->
            new Found(table, of, table.stream().orElseThrow(), descriptions.arn(definition, of)));
  }

  private List<Found> all() {
    return catalog.all().stream().flatMap(table -> found(table).stream()).toList();
  }

  private Found named(String arn) {
    return all().stream()
        .filter(stream -> stream.arn().equals(arn))
        .findFirst()
        .orElseThrow(() ->
            new AwsError(
                400,
                "ResourceNotFoundException",
                "Requested resource not found: Stream: %s not found".formatted(arn)));
  }

  public Json.Obj list(Request request) {
    var table = request.text("TableName");
    var after = request.text("ExclusiveStartStreamArn");
    var found =
        all().stream()
            .filter(stream -> table.map(stream.table().definition().name()::equals).orElse(true))
            .filter(stream -> after.map(arn -> stream.arn().compareTo(arn) > 0).orElse(true))
            .sorted((a, b) -> a.arn().compareTo(b.arn()))
            .toList();
    var page = found.subList(0, Math.min(found.size(), request.integer("Limit").orElse(100)));
    var answer =
        Json.object()
            .put("Streams", Json.array(page.stream().map(StreamOperations::shown).toList()));
    if (page.size() < found.size()) {
      answer.put("LastEvaluatedStreamArn", page.getLast().arn());
    }
    return answer.build();
  }

  private static Json.Obj shown(Found stream) {
    return Json.object()
        .put("StreamArn", stream.arn())
        .put("TableName", stream.table().definition().name())
        .put("StreamLabel", stream.definition().label())
        .build();
  }

  public Json.Obj describe(Request request) {
    var stream = named(request.requireText("StreamArn"));
    var shard =
        Json.object()
            .put("ShardId", SHARD)
            .put(
                "SequenceNumberRange",
                Json.object()
                    .put("StartingSequenceNumber", StreamRecords.sequence(stream.stream().first()))
                    .build())
            .build();
    var shards =
        request.text("ExclusiveStartShardId").isPresent() ? List.<Json>of() : List.<Json>of(shard);
    var enabled = stream.definition().enabled();
    return Json.object()
        .put(
            "StreamDescription",
            Json.object()
                .put("StreamArn", stream.arn())
                .put("StreamLabel", stream.definition().label())
                .put("StreamStatus", enabled ? "ENABLED" : "DISABLED")
                .put("StreamViewType", stream.definition().view())
                .put(
                    "CreationRequestDateTime",
                    stream.table().definition().createdAt().getEpochSecond() * 1.0)
                .put("TableName", stream.table().definition().name())
                .put("KeySchema", Descriptions.key(stream.table().definition().key()))
                .put("Shards", Json.array(shards))
                .build())
        .build();
  }

  public Json.Obj iterator(Request request) {
    var stream = named(request.requireText("StreamArn"));
    if (!request.requireText("ShardId").equals(SHARD)) {
      throw new AwsError(
          400, "ResourceNotFoundException", "Requested resource not found: Shard does not exist");
    }
    var from =
        switch (request.requireText("ShardIteratorType")) {
          case "TRIM_HORIZON" -> stream.stream().first();
          case "LATEST" -> stream.stream().next();
          case "AT_SEQUENCE_NUMBER" -> sequence(request);
          default -> sequence(request) + 1;
        };
    return Json.object().put("ShardIterator", iterator(stream.arn(), from)).build();
  }

  private static long sequence(Request request) {
    var sequence =
        request
            .text("SequenceNumber")
            .orElseThrow(() ->
                InvalidException.parameter(
                    "SequenceNumber is required for this ShardIteratorType"));
    try {
      return StreamRecords.number(sequence);
    } catch (NumberFormatException _) {
      throw InvalidException.parameter("Invalid SequenceNumber");
    }
  }

  private static String iterator(String arn, long from) {
    var text = arn + "|" + from;
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  public Json.Obj records(Request request) {
    var text = decoded(request.requireText("ShardIterator"));
    var bar = text.lastIndexOf('|');
    var stream = named(text.substring(0, bar));
    var from = Long.parseLong(text.substring(bar + 1));
    if (from < stream.stream().first()) {
      throw new AwsError(
          400,
          "TrimmedDataAccessException",
          "The operation attempted to read past the oldest stream record in a shard.");
    }
    var changes = stream.stream().from(from, request.integer("Limit").orElse(MOST));
    var next = changes.isEmpty() ? from : changes.getLast().number() + 1;
    return Json.object()
        .put(
            "Records",
            Json.array(
                changes.stream()
                    .map(change -> StreamRecords.of(change, stream.definition(), region))
                    .toList()))
        .put("NextShardIterator", iterator(stream.arn(), next))
        .build();
  }

  private static String decoded(String iterator) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(iterator), StandardCharsets.UTF_8);
      if (text.matches("arn:.*\\|\\d{1,18}")) {
        return text;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new InvalidException("Invalid ShardIterator");
  }
}
