package dev.slipway.local.lambda;

import dev.slipway.local.tables.Streams;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;

/// Tells a mapping's destination which records of the stream no longer wait for the function. The
/// records themselves stay in the stream: the letter says where.
final class GivenUp {
  private final StreamSource.Mapping mapping;
  private final Scheduler scheduler;
  private final Chance chance;
  private volatile Destination destination =
      (arn, _) -> {
        throw new AwsError(400, "InvalidParameterValueException", "no destination " + arn);
      };

  GivenUp(StreamSource.Mapping mapping, Scheduler scheduler, Chance chance) {
    this.mapping = mapping;
    this.scheduler = scheduler;
    this.chance = chance;
  }

  void connect(Destination found) {
    destination = found;
  }

  /// @param condition as AWS names the reason
  /// @throws AwsError when the destination does not take it
  void tell(List<StreamRecord> records, int tries, String condition) {
    mapping
        .failing()
        .onFailure()
        .ifPresent(arn -> destination.send(arn, letter(records, tries, condition)));
  }

  private Json.Obj letter(List<StreamRecord> records, int tries, String condition) {
    return Json.object()
        .put(
            "requestContext",
            Json.object()
                .put("requestId", chance.uuid())
                .put("functionArn", mapping.function())
                .put("condition", condition)
                .put("approximateInvokeCount", tries)
                .build())
        .put(
            "responseContext",
            Json.object()
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled")
                .build())
        .put("version", "1.0")
        .put("timestamp", scheduler.instant().toString())
        .put(
            "DDBStreamBatchInfo",
            Json.object()
                .put("shardId", Streams.SHARD)
                .put("startSequenceNumber", records.getFirst().sequence())
                .put("endSequenceNumber", records.getLast().sequence())
                .put("approximateArrivalOfFirstRecord", records.getFirst().at().toString())
                .put("approximateArrivalOfLastRecord", records.getLast().at().toString())
                .put("batchSize", records.size())
                .put("streamArn", mapping.streamArn())
                .build())
        .build();
  }
}
