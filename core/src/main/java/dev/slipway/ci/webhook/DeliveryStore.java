package dev.slipway.ci.webhook;

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

  /// One page, newest first.
  ///
  /// @param after the token of the page before
  Page list(int limit, Optional<String> after);

  /// @param next token of the next page
  record Page(List<Delivery> deliveries, Optional<String> next) {}
}
