package dev.slipway.ci.concurrency;

import java.util.HashMap;
import java.util.Map;

/// Groups that live as long as the process: for `slipway run` and for tests.
public final class InMemoryGroupStore implements GroupStore {
  private final Map<String, Group> groups = new HashMap<>();

  @Override
  public synchronized Group load(GroupId id) {
    return groups.getOrDefault(id.key(), Group.EMPTY);
  }

  @Override
  public synchronized boolean save(GroupId id, Group before, Group next) {
    if (!load(id).equals(before)) {
      return false;
    }
    if (next.isEmpty()) {
      groups.remove(id.key());
    } else {
      groups.put(id.key(), next);
    }
    return true;
  }
}
