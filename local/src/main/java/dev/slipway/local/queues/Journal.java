package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;

/// What queues keep on disk: their settings, what each message says, and what happened to it.
///
/// Changes belong inside [Store#write].
final class Journal {
  private final MVMap<String, byte[]> queues;
  private final MVMap<Long, byte[]> contents;
  private final MVMap<Long, byte[]> progress;
  private final AtomicLong next;

  Journal(Store store) {
    this.queues = store.map("queues.queues");
    this.contents = store.map("queues.contents");
    this.progress = store.map("queues.progress");
    var last = contents.lastKey();
    this.next = new AtomicLong(last == null ? 1 : last + 1);
  }

  /// A place behind every message that there was.
  long position() {
    return next.getAndIncrement();
  }

  List<QueueSettings> queues() {
    var found = new ArrayList<QueueSettings>();
    for (var value : queues.values()) {
      var json = Json.parseObject(value);
      found.add(
          new QueueSettings(
              json.requireString("name"),
              texts(json.object("attributes")),
              texts(json.object("tags"))));
    }
    return found;
  }

  private static java.util.Map<String, String> texts(Json.Obj object) {
    var texts = new java.util.TreeMap<String, String>();
    object
        .members()
        .forEach((name, value) -> texts.put(name, value instanceof Json.Str(var t) ? t : ""));
    return texts;
  }

  void keep(QueueSettings settings) {
    queues.put(settings.name(), settings.json().bytes());
  }

  void forget(String queue) {
    queues.remove(queue);
  }

  void add(String queue, Entry entry, Content content) {
    contents.put(entry.position, content.json().bytes());
    keep(queue, entry);
  }

  void keep(String queue, Entry entry) {
    progress.put(
        entry.position,
        Json.object()
            .put("queue", queue)
            .put("id", entry.id)
            .put("group", entry.group)
            .put("sent", (double) entry.sentAt)
            .put("receives", entry.receives)
            .put("first", (double) entry.firstReceived)
            .put("delay", entry.state == Entry.State.DELAYED ? (double) entry.hiddenUntil : 0)
            .build()
            .bytes());
  }

  void remove(Entry entry) {
    contents.remove(entry.position);
    progress.remove(entry.position);
  }

  Content content(Entry entry) {
    var bytes = contents.get(entry.position);
    if (bytes == null) {
      throw new IllegalStateException("the message %s has no content".formatted(entry.id));
    }
    return Content.read(Json.parseObject(bytes));
  }

  /// Every message, in order. One that was in flight when the process ended can be received again
  /// at once: whoever had it ended too, or still may delete it by its receipt.
  void each(BiConsumer<String, Entry> consumer) {
    progress.forEach((position, value) -> {
      var json = Json.parseObject(value);
      var entry =
          new Entry(
              position,
              json.requireString("id"),
              json.requireString("group"),
              (long) json.requireNumber("sent"));
      entry.receives = (int) json.requireNumber("receives");
      entry.firstReceived = (long) json.requireNumber("first");
      entry.hiddenUntil = (long) json.requireNumber("delay");
      entry.state = entry.hiddenUntil > 0 ? Entry.State.DELAYED : Entry.State.READY;
      consumer.accept(json.requireString("queue"), entry);
    });
  }
}
