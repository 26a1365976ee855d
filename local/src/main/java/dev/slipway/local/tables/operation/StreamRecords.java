package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.storage.Stream.Change;
import dev.slipway.local.tables.storage.Stream.Origin;
import dev.slipway.local.tables.storage.StreamDefinition;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Changes as the readers of a stream see them.
final class StreamRecords {
  private StreamRecords() {}

  /// Sequence numbers have at least 21 digits and sort as texts.
  static String sequence(long number) {
    return String.format(Locale.ROOT, "1%020d", number);
  }

  /// @throws NumberFormatException when it is none of ours
  static long number(String sequence) {
    return Long.parseLong(sequence.substring(1));
  }

  static Json.Obj of(Change change, StreamDefinition stream, String region) {
    var old = change.old().filter(_ -> sees(stream, "OLD_IMAGE"));
    var now = change.now().filter(_ -> sees(stream, "NEW_IMAGE"));
    var size = Sizes.of(change.key()) + size(old) + size(now);
    var record =
        Json.object()
            .put("eventID", eventId(stream, change))
            .put("eventName", name(change))
            .put("eventVersion", "1.1")
            .put("eventSource", "aws:dynamodb")
            .put("awsRegion", region)
            .put(
                "dynamodb",
                Json.object()
                    .put("ApproximateCreationDateTime", change.at().getEpochSecond() * 1.0)
                    .put("Keys", ValueJson.write(change.key()))
                    .put("NewImage", now.map(ValueJson::write))
                    .put("OldImage", old.map(ValueJson::write))
                    .put("SequenceNumber", sequence(change.number()))
                    .put("SizeBytes", size)
                    .put("StreamViewType", stream.view())
                    .build());
    if (change.origin() == Origin.EXPIRY) {
      record.put(
          "userIdentity",
          Json.object()
              .put("PrincipalId", "dynamodb.amazonaws.com")
              .put("Type", "Service")
              .build());
    }
    return record.build();
  }

  private static String eventId(StreamDefinition stream, Change change) {
    var text = stream.label() + change.number();
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static boolean sees(StreamDefinition stream, String image) {
    return stream.view().equals(image) || stream.view().equals("NEW_AND_OLD_IMAGES");
  }

  private static int size(Optional<Obj> item) {
    return item.map(Sizes::of).orElse(0);
  }

  private static String name(Change change) {
    if (change.old().isEmpty()) {
      return "INSERT";
    }
    return change.now().isEmpty() ? "REMOVE" : "MODIFY";
  }
}
