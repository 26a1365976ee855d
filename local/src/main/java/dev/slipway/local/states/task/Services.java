package dev.slipway.local.states.task;

import dev.slipway.local.wire.JsonService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The services of this cloud that tasks may call. They are handed in once they are there.
public final class Services {
  private final Map<String, JsonService> byPrefix = new ConcurrentHashMap<>();
  private volatile Optional<ObjectStore> objects = Optional.empty();

  /// @param services by target prefix, `DynamoDB_20120810`
  public void offer(Map<String, JsonService> services) {
    byPrefix.putAll(services);
  }

  public void offer(ObjectStore store) {
    objects = Optional.of(store);
  }

  Optional<JsonService> service(String prefix) {
    return Optional.ofNullable(byPrefix.get(prefix));
  }

  Optional<ObjectStore> objects() {
    return objects;
  }
}
