package dev.slipway.local.lambda;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;

/// A record of a stream, as functions get it.
///
/// @param sequence its number; later ones are greater as texts
record StreamRecord(String sequence, Instant at, Json.Obj json) {
  static StreamRecord of(Json.Obj record, String streamArn) {
    var change = record.object("dynamodb");
    return new StreamRecord(
        change.requireString("SequenceNumber"),
        Instant.ofEpochSecond((long) change.requireNumber("ApproximateCreationDateTime")),
        identified(record).with("eventSourceARN", Json.of(streamArn)));
  }

  /// Functions know who made a change by other names than readers of the stream.
  private static Json.Obj identified(Json.Obj record) {
    if (record.get("userIdentity").isEmpty()) {
      return record;
    }
    var identity = record.object("userIdentity");
    return record.with(
        "userIdentity",
        Json.object()
            .put("type", identity.requireString("Type"))
            .put("principalId", identity.requireString("PrincipalId"))
            .build());
  }

  static Json.Arr array(List<StreamRecord> records) {
    return Json.array(records.stream().map(StreamRecord::json).toList());
  }
}
