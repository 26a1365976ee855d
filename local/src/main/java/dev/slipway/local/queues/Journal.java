package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;

/// Every message that was accepted and not yet deleted, in order. It is on disk before the sender
/// hears of its acceptance, so a message survives the process.
final class Journal {
  /// Deleting a message twice leaves its name in `early` for good; so that is kept small.
  private static final int MANY = 10_000;

  private final Store store;
  private final MVMap<Long, byte[]> entries;
  private final ConcurrentHashMap<String, Long> positions = new ConcurrentHashMap<>();
  private final AtomicLong next;

  /// Messages deleted before their acceptance was written: a consumer can be that quick.
  private final Set<String> early = ConcurrentHashMap.newKeySet();

  record Kept(String id, Json.Obj request) {}

  Journal(Store store) {
    this.store = store;
    this.entries = store.map("queues.journal");
    entries.forEach((position, entry) -> positions.put(read(entry).id(), position));
    var last = entries.lastKey();
    this.next = new AtomicLong(last == null ? 0 : last + 1);
  }

  /// Keeps a `SendMessage` request under the message's id.
  void keep(String id, Json.Obj request) {
    if (early.remove(id)) {
      return;
    }
    var position = next.getAndIncrement();
    var entry = Json.object().put("id", id).put("request", request).build().bytes();
    store.write(() -> entries.put(position, entry));
    positions.put(id, position);
    if (early.remove(id)) {
      remove(id);
    }
  }

  void remove(String id) {
    var position = positions.remove(id);
    if (position == null) {
      if (early.size() > MANY) {
        early.clear();
      }
      early.add(id);
      return;
    }
    store.write(() -> entries.remove(position));
  }

  List<Kept> of(String queue) {
    return entries.values().stream()
        .map(Journal::read)
        .filter(kept -> kept.request().string("QueueUrl").filter(queue::equals).isPresent())
        .toList();
  }

  void purge(String queue) {
    of(queue).forEach(kept -> remove(kept.id()));
  }

  private static Kept read(byte[] entry) {
    var json = Json.parseObject(entry);
    return new Kept(json.requireString("id"), json.object("request"));
  }
}
