package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.StreamDefinition;
import dev.slipway.local.tables.value.InvalidException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// `StreamSpecification`: turns a table's stream on and off.
final class StreamSettings {
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private StreamSettings() {}

  /// The stream afterwards.
  static Optional<StreamDefinition> apply(
      Request request, String table, Optional<StreamDefinition> now, Instant at) {
    var wanted = request.structure("StreamSpecification");
    if (wanted.isEmpty()) {
      return now;
    }
    var isOn = now.filter(StreamDefinition::enabled);
    if (!wanted.get().is("StreamEnabled")) {
      return turnedOff(wanted.get(), now, isOn);
    }
    if (isOn.isPresent()) {
      throw new InvalidException("Table already has an enabled stream: TableName: " + table);
    }
    var view =
        wanted
            .get()
            .text("StreamViewType")
            .orElseThrow(() ->
                InvalidException.parameter(
                    "StreamSpecification with StreamEnabled set to true must have StreamViewType"));
    return Optional.of(new StreamDefinition(LABEL.format(at), view, true));
  }

  private static Optional<StreamDefinition> turnedOff(
      Request wanted, Optional<StreamDefinition> now, Optional<StreamDefinition> isOn) {
    if (wanted.has("StreamViewType")) {
      throw InvalidException.parameter(
          "StreamSpecification with StreamEnabled set to false cannot have StreamViewType");
    }
    if (now.isPresent() && isOn.isEmpty()) {
      throw new InvalidException("Table has no stream to disable");
    }
    return now.map(stream -> new StreamDefinition(stream.label(), stream.view(), false));
  }
}
