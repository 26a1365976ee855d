package dev.slipway.ci.webhook;

import dev.slipway.ci.plan.StandingOrders;
import dev.slipway.model.RepositoryId;
import java.util.List;
import java.util.Optional;

/// Connected repositories.
public interface RepositoryStore {
  Optional<ConnectedRepository> get(RepositoryId id);

  List<ConnectedRepository> list();

  void put(ConnectedRepository repository);

  /// Remembers that a ref was seen at a commit.
  void saw(RepositoryId id, String ref, String sha);

  /// What was last known of its standing orders.
  Optional<StandingOrders> orders(RepositoryId id);

  /// Remembers them. A write that loses to another one makes the next look find the same times
  /// again, and they are told under the same ids.
  void put(RepositoryId id, StandingOrders orders);

  /// @return whether it was there
  boolean delete(RepositoryId id);
}
