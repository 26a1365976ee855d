package dev.slipway.functions.aws;

import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.util.List;

/// The bus on which the planes tell each other things.
public final class EventBridgeEvents {
  private final Aws aws;
  private final String bus;

  public EventBridgeEvents(Aws aws, String bus) {
    this.aws = aws;
    this.bus = bus;
  }

  /// @param type the event's detail type, `Run Completed`
  /// @throws AwsException when the bus does not take it
  public void send(String type, Json.Obj detail) {
    var entry =
        Json.object()
            .put("EventBusName", bus)
            .put("Source", "slipway")
            .put("DetailType", type)
            .put("Detail", detail.text())
            .build();
    var answer =
        aws.call(
            Service.EVENTS,
            "PutEvents",
            Json.object().put("Entries", Json.array(List.of(entry))).build());
    if (answer.number("FailedEntryCount").orElse(0.0) > 0) {
      throw new AwsException(503, "PutEventsFailed", answer.text());
    }
  }
}
