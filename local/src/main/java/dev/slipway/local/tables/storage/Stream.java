package dev.slipway.local.tables.storage;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.tables.value.ItemCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.LongDataType;

/// The changes of a table's items in the order in which they were made, for a day.
public final class Stream {
  private static final Duration KEPT = Duration.ofHours(24);

  /// Old changes are forgotten while new ones come, a few for each.
  private static final int FORGOTTEN_AT_ONCE = 8;

  private final MVMap<Long, Bytes> changes;

  Stream(Store store, String id) {
    this.changes = store.map("tables.stream." + id, LongDataType.INSTANCE, BytesType.INSTANCE);
  }

  /// Why an item changed.
  public enum Origin {
    CLIENT,
    EXPIRY
  }

  /// A change of one item.
  ///
  /// @param number its place in the stream
  public record Change(
      long number, Instant at, Origin origin, Obj key, Optional<Obj> old, Optional<Obj> now) {}

  /// A part of the change that it tells of.
  void add(Instant at, Origin origin, Obj key, Optional<Obj> old, Optional<Obj> now) {
    var last = changes.lastKey();
    changes.append(last == null ? 1 : last + 1, encode(at, origin, key, old, now));
    for (var i = 0; i < FORGOTTEN_AT_ONCE; i++) {
      var first = changes.firstKey();
      var bytes = first == null ? null : changes.get(first);
      if (bytes == null || decode(0, bytes).at().isAfter(at.minus(KEPT))) {
        return;
      }
      changes.remove(first);
    }
  }

  /// Changes from that place on.
  public List<Change> from(long number, int limit) {
    var found = new ArrayList<Change>();
    for (var cursor = changes.cursor(number, null, false);
        cursor.hasNext() && found.size() < limit; ) {
      var at = cursor.next();
      found.add(decode(at, cursor.getValue()));
    }
    return found;
  }

  /// The place of the oldest change that is kept.
  public long first() {
    var first = changes.firstKey();
    return first == null ? next() : first;
  }

  /// The place that the next change will have.
  public long next() {
    var last = changes.lastKey();
    return last == null ? 1 : last + 1;
  }

  void drop(Store store) {
    store.remove(changes);
  }

  private static Bytes encode(
      Instant at, Origin origin, Obj key, Optional<Obj> old, Optional<Obj> now) {
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put("at", new Num(BigDecimal.valueOf(at.toEpochMilli())));
    members.put("origin", new Str(origin.name()));
    members.put("key", key);
    old.ifPresent(item -> members.put("old", item));
    now.ifPresent(item -> members.put("now", item));
    return ItemCodec.encode(new Obj(members));
  }

  private static Change decode(long number, Bytes bytes) {
    var members = ItemCodec.decode(bytes);
    return new Change(
        number,
        Instant.ofEpochMilli(((Num) members.get("at").orElseThrow()).value().longValueExact()),
        Origin.valueOf(((Str) members.get("origin").orElseThrow()).value()),
        (Obj) members.get("key").orElseThrow(),
        members.get("old").map(Obj.class::cast),
        members.get("now").map(Obj.class::cast));
  }
}
