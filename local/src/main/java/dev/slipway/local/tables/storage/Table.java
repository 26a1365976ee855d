package dev.slipway.local.tables.storage;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.tables.value.ItemCodec;
import dev.slipway.local.tables.value.StoredItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/// A table's items and the same items in each of its indexes.
///
/// Reading needs no lock: each read sees one state of one map. Changes are made by one thread at a
/// time, inside a change of the store.
public final class Table {
  private final TableDefinition definition;
  private final MVMap<Bytes, Bytes> items;
  private final Map<String, MVMap<Bytes, Bytes>> indexes = new HashMap<>();
  private final Optional<Expiry> expiry;
  private final Optional<Stream> stream;

  Table(TableDefinition definition, Store store) {
    this.definition = definition;
    this.items = open(store, "tables.items." + definition.id());
    for (var index : definition.indexes()) {
      var name = "tables.index.%s.%s".formatted(definition.id(), index.name());
      indexes.put(index.name(), open(store, name));
    }
    this.expiry =
        definition
            .ttl()
            .map(name -> new Expiry(name, open(store, "tables.expiry." + definition.id())));
    this.stream =
        definition.stream()
            .map(of -> new Stream(store, "%s.%s".formatted(definition.id(), of.label())));
  }

  private static MVMap<Bytes, Bytes> open(Store store, String name) {
    return store.map(name, BytesType.INSTANCE, BytesType.INSTANCE);
  }

  public TableDefinition definition() {
    return definition;
  }

  public Optional<Obj> get(Bytes key) {
    return find(key).map(StoredItem::item);
  }

  public Optional<StoredItem> find(Bytes key) {
    return Optional.ofNullable(items.get(key)).map(StoredItem::new);
  }

  /// How many items there are.
  public long count() {
    return items.sizeAsLong();
  }

  /// Makes the item at that key the new one, in the table and in its indexes.
  ///
  /// @param old what stands there now
  /// @param next nothing to delete it
  void replace(Bytes key, Optional<Obj> old, Optional<Obj> next) {
    if (next.isPresent()) {
      items.put(key, ItemCodec.encode(next.get()));
    } else {
      items.remove(key);
    }
    for (var index : definition.indexes()) {
      replace(index, old, next);
    }
    expiry.ifPresent(found -> found.replace(key, old, next));
  }

  public Optional<Stream> stream() {
    return stream;
  }

  /// The keys of items that have expired by then.
  public List<Bytes> expired(Instant now) {
    return expiry.map(found -> found.due(now)).orElse(List.of());
  }

  /// When the first of the items expires.
  public Optional<Instant> firstExpiry(Instant now) {
    return expiry.flatMap(found -> found.nextAfter(now));
  }

  /// Whether the item's time is over.
  public boolean isExpired(Obj item, Instant now) {
    return expiry
        .flatMap(found -> found.second(item))
        .filter(second -> second < now.getEpochSecond())
        .isPresent();
  }

  private void replace(Index index, Optional<Obj> old, Optional<Obj> next) {
    var map = map(index);
    old.filter(index.key()::covers).ifPresent(item -> map.remove(keyIn(index, item)));
    next.filter(index.key()::covers)
        .ifPresent(item ->
            map.put(keyIn(index, item), ItemCodec.encode(index.of(item, definition.key()))));
  }

  private Bytes keyIn(Index index, Obj item) {
    return OrderedKeys.inIndex(index.key(), definition.key(), item);
  }

  /// Where an item stands in the table, or in an index of it.
  public Bytes keyIn(Optional<Index> index, Obj item) {
    return index.map(found -> keyIn(found, item)).orElseGet(() -> definition.keyOf(item));
  }

  private MVMap<Bytes, Bytes> map(Index index) {
    var map = indexes.get(index.name());
    if (map == null) {
      throw new IllegalStateException("no index " + index.name());
    }
    return map;
  }

  /// The items in that range, in the order of their keys or in reverse.
  public Iterator<StoredItem> read(Optional<Index> index, KeyRange range, boolean forward) {
    var map = index.map(this::map).orElse(items);
    return new Stretch(forward ? forward(map, range) : backward(map, range), range);
  }

  private static Cursor<Bytes, Bytes> forward(MVMap<Bytes, Bytes> map, KeyRange range) {
    return map.cursor(range.from(), null, false);
  }

  private static Cursor<Bytes, Bytes> backward(MVMap<Bytes, Bytes> map, KeyRange range) {
    var start = range.isOpen() ? map.lastKey() : map.lowerKey(range.to());
    return map.cursor(start, null, true);
  }

  /// Takes over from the same table with an older definition: fills the indexes that are new from
  /// the items that are there, and drops those that are gone.
  void adopt(Table old, Store store) {
    for (var index : definition.indexes()) {
      if (!old.indexes.containsKey(index.name())) {
        fill(index);
      }
    }
    old.indexes.forEach((name, map) -> {
      if (!indexes.containsKey(name)) {
        store.remove(map);
      }
    });
    if (!label(definition).equals(label(old.definition))) {
      old.stream.ifPresent(found -> found.drop(store));
    }
    if (!definition.ttl().equals(old.definition.ttl())) {
      old.expiry.map(Expiry::map).ifPresent(MVMap::clear);
      expiry.ifPresent(this::fill);
    }
  }

  private static Optional<String> label(TableDefinition definition) {
    return definition.stream().map(StreamDefinition::label);
  }

  private void fill(Expiry all) {
    for (var every = read(Optional.empty(), KeyRange.ALL, true); every.hasNext(); ) {
      var item = every.next().item();
      all.replace(definition.keyOf(item), Optional.empty(), Optional.of(item));
    }
  }

  private void fill(Index index) {
    for (var all = read(Optional.empty(), KeyRange.ALL, true); all.hasNext(); ) {
      replace(index, Optional.empty(), Optional.of(all.next().item()));
    }
  }

  void drop(Store store) {
    store.remove(items);
    indexes.values().forEach(store::remove);
    expiry.map(Expiry::map).ifPresent(store::remove);
    stream.ifPresent(found -> found.drop(store));
  }

  /// A cursor that ends where the range does.
  private static final class Stretch implements Iterator<StoredItem> {
    private final Cursor<Bytes, Bytes> cursor;
    private final KeyRange range;
    private @Nullable Bytes next;

    private Stretch(Cursor<Bytes, Bytes> cursor, KeyRange range) {
      this.cursor = cursor;
      this.range = range;
      advance();
    }

    private void advance() {
      var key = cursor.hasNext() ? cursor.next() : null;
      next = key != null && range.contains(key) ? cursor.getValue() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public StoredItem next() {
      var current = next;
      if (current == null) {
        throw new NoSuchElementException();
      }
      advance();
      return new StoredItem(current);
    }
  }
}
