package dev.slipway.ci.webhook;

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

  /// @return whether it was there
  boolean delete(RepositoryId id);
}
