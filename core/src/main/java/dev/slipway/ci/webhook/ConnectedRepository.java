package dev.slipway.ci.webhook;

import dev.slipway.model.RepositoryId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A repository whose events count.
///
/// @param url where to fetch from; never taken from a webhook
/// @param seen branches and tags with the commit last seen, for the sweep
/// @param vars the `vars` context
public record ConnectedRepository(
    RepositoryId id,
    String url,
    Optional<String> defaultBranch,
    Instant connectedAt,
    Map<String, String> seen,
    Map<String, String> vars) {
  public ConnectedRepository {
    seen = Collections.unmodifiableMap(new TreeMap<>(seen));
    vars = Collections.unmodifiableMap(new TreeMap<>(vars));
  }

  public ConnectedRepository seeing(Map<String, String> refs) {
    return new ConnectedRepository(id, url, defaultBranch, connectedAt, refs, vars);
  }
}
