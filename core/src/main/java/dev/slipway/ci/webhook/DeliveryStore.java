package dev.slipway.ci.webhook;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Deliveries of the last seven days.
public interface DeliveryStore {
  /// Keeps a delivery, unless one of that id is there.
  ///
  /// @return the one that was there, or empty when this one was kept
  Optional<Delivery> putIfAbsent(Delivery delivery);

  void put(Delivery delivery);

  Optional<Delivery> get(String id);

  /// Remembers which delivery something was planned from; the first one stays.
  ///
  /// @param thing a key of [SameEvent]
  void remember(String thing, Position delivery);

  /// Which delivery a thing was planned from.
  Optional<Position> remembered(String thing);

  /// Deliveries, newest first.
  Page list(int limit, Optional<Position> after);

  /// A place in the list: right after that delivery.
  record Position(Instant receivedAt, String id) {
    public static Position of(Delivery delivery) {
      return new Position(delivery.receivedAt(), delivery.id());
    }

    /// @throws IllegalArgumentException when the text is no position
    public static Position parse(String text) {
      var blank = text.indexOf(' ');
      try {
        return new Position(
            Instant.parse(text.substring(0, Math.max(blank, 0))), text.substring(blank + 1));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("no position in a list of deliveries", e);
      }
    }

    @Override
    public String toString() {
      return receivedAt + " " + id;
    }
  }

  /// @param more whether there may be older ones
  record Page(List<Delivery> deliveries, boolean more) {
    public Page {
      deliveries = List.copyOf(deliveries);
    }
  }
}
