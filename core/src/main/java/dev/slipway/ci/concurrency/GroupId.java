package dev.slipway.ci.concurrency;

import dev.slipway.model.RepositoryId;
import java.util.Locale;

/// A group of a repository. Names are compared without case.
public record GroupId(RepositoryId repository, String name) {
  /// What stores use as a key.
  public String key() {
    return repository.key() + "#" + name.toLowerCase(Locale.ROOT);
  }
}
