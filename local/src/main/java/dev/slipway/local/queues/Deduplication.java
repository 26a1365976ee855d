package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// What FIFO queues accepted in the last five minutes. It is on disk with the message, so a restart
/// does not let a duplicate through.
///
/// Changes belong inside [Store#write]; callers hold the queues' lock.
final class Deduplication {
  private static final long WINDOW = Duration.ofMinutes(5).toMillis();

  /// What the first of the duplicates got.
  record Accepted(String id, long position) {}

  private record Known(String key, long at) {}

  private final MVMap<String, byte[]> accepted;
  private final ArrayDeque<Known> oldestFirst = new ArrayDeque<>();

  Deduplication(Store store) {
    this.accepted = store.map("queues.deduplication");
    accepted.entrySet().stream()
        .map(entry ->
            new Known(
                entry.getKey(), (long) Json.parseObject(entry.getValue()).requireNumber("at")))
        .sorted(java.util.Comparator.comparingLong(Known::at))
        .forEach(oldestFirst::add);
  }

  /// @param scope the queue, with the group where duplicates are told by group
  Optional<Accepted> find(String scope, String id, long now) {
    forget(now);
    var known = accepted.get(key(scope, id));
    if (known == null) {
      return Optional.empty();
    }
    var json = Json.parseObject(known);
    return Optional.of(
        new Accepted(json.requireString("id"), (long) json.requireNumber("position")));
  }

  void add(String scope, String id, Accepted first, long now) {
    var key = key(scope, id);
    oldestFirst.add(new Known(key, now));
    accepted.put(
        key,
        Json.object()
            .put("id", first.id())
            .put("position", (double) first.position())
            .put("at", (double) now)
            .build()
            .bytes());
  }

  private void forget(long now) {
    while (!oldestFirst.isEmpty() && oldestFirst.getFirst().at() <= now - WINDOW) {
      accepted.remove(oldestFirst.removeFirst().key());
    }
  }

  private static String key(String scope, String id) {
    return scope + "\u0000" + id;
  }
}
