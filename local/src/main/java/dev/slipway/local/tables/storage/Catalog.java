package dev.slipway.local.tables.storage;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;

/// All tables by name, and the one lock under which they change.
public final class Catalog {
  private final Store store;
  private final InstantSource clock;
  private final MVMap<String, String> definitions;
  private final ConcurrentSkipListMap<String, Table> tables = new ConcurrentSkipListMap<>();

  /// Held while a change is made, not while it is written: the writes of many changes become one.
  private final ReentrantLock changing = new ReentrantLock();

  /// Tables whose streams the change that is being made adds to.
  private final Set<Table> touched = new LinkedHashSet<>();

  private final List<Consumer<Table>> watchers = new CopyOnWriteArrayList<>();

  public Catalog(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.definitions = store.map("tables.definitions");
    for (var json : definitions.values()) {
      var table = DefinitionJson.read(Json.parseObject(json.getBytes(StandardCharsets.UTF_8)));
      tables.put(table.name(), new Table(table, store));
    }
  }

  public Optional<Table> find(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  public List<Table> all() {
    return List.copyOf(tables.values());
  }

  /// @param nameOrArn a table may be named by its ARN wherever it may be named
  /// @param missing makes the error for a name that no table has
  public Table require(String nameOrArn, Function<String, ? extends RuntimeException> missing) {
    var name =
        nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.indexOf('/') + 1) : nameOrArn;
    return find(name).orElseThrow(() -> missing.apply(name));
  }

  /// The names behind that one, in their order.
  public List<String> namesAfter(Optional<String> name) {
    return List.copyOf(name.map(start -> tables.tailMap(start, false)).orElse(tables).keySet());
  }

  /// Makes a change that no other interleaves with, and returns once it is on disk. Then those who
  /// watch are told.
  public <T> T change(Supplier<T> change) {
    var told = new ArrayList<Table>();
    var result =
        store.write(() ->
            alone(() -> {
              touched.clear();
              var made = change.get();
              told.addAll(touched);
              return made;
            }));
    told.forEach(table -> watchers.forEach(watcher -> watcher.accept(table)));
    return result;
  }

  /// Tells of each change after which a table's stream has more, or an item that expires.
  public void watch(Consumer<Table> watcher) {
    watchers.add(watcher);
  }

  /// Reads or changes while no change happens.
  public <T> T alone(Supplier<T> work) {
    changing.lock();
    try {
      return work.get();
    } finally {
      changing.unlock();
    }
  }

  /// Makes the item at that key the new one; a part of a change.
  ///
  /// @param old what stands there now
  /// @param next nothing to delete it
  public void replace(
      Table table, Bytes key, Optional<Obj> old, Optional<Obj> next, Stream.Origin origin) {
    if (old.equals(next)) {
      return;
    }
    table.replace(key, old, next);
    var definition = table.definition();
    if (definition.ttl().isPresent()) {
      touched.add(table);
    }
    if (definition.stream().filter(StreamDefinition::enabled).isPresent()) {
      var keys = definition.keysOf(old.or(() -> next).orElseThrow());
      table.stream().ifPresent(all -> all.add(clock.instant(), origin, keys, old, next));
      touched.add(table);
    }
  }

  /// The table as it is defined now; nothing when it was deleted meanwhile.
  public Optional<Table> current(Table table) {
    return find(table.definition().name())
        .filter(now -> now.definition().id().equals(table.definition().id()));
  }

  /// Makes a table, or gives one that is there another definition; a part of a change. Indexes that
  /// are new are filled, those that are gone are dropped.
  public void put(TableDefinition definition) {
    var old = tables.get(definition.name());
    var table = new Table(definition, store);
    if (old != null) {
      table.adopt(old, store);
    }
    definitions.put(definition.name(), DefinitionJson.write(definition).text());
    tables.put(definition.name(), table);
    touched.add(table);
  }

  /// Forgets a table and its items; a part of a change.
  public void remove(Table table) {
    tables.remove(table.definition().name());
    definitions.remove(table.definition().name());
    table.drop(store);
  }
}
