package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Stream.Origin;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.time.Scheduler;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Deletes items whose time is over, when it is over: the scheduler wakes it for the first of them,
/// so that a table in which nothing expires costs nothing.
public final class Expiring implements AutoCloseable {
  private final Catalog catalog;
  private final Scheduler scheduler;

  /// When it wakes next, and the task that then runs.
  private @Nullable Instant planned;

  private Scheduler.@Nullable Task task;
  private boolean closed;

  public Expiring(Catalog catalog, Scheduler scheduler) {
    this.catalog = catalog;
    this.scheduler = scheduler;
    catalog.watch(table -> plan(table.firstExpiry(scheduler.instant())));
    catalog.all().forEach(table -> plan(table.firstExpiry(scheduler.instant())));
  }

  private synchronized void plan(Optional<Instant> when) {
    if (closed || when.isEmpty() || (planned != null && !when.get().isBefore(planned))) {
      return;
    }
    if (task != null) {
      task.cancel();
    }
    planned = when.get();
    task = scheduler.at(when.get(), this::run);
  }

  private void run() {
    synchronized (this) {
      if (closed) {
        return;
      }
      planned = null;
      task = null;
    }
    var now = scheduler.instant();
    for (var table : catalog.all()) {
      table.expired(now).forEach(key -> catalog.change(() -> delete(table, key, now)));
    }
    catalog.all().forEach(table -> plan(table.firstExpiry(now)));
  }

  private boolean delete(Table before, Bytes key, Instant now) {
    var table = catalog.current(before);
    var item = table.flatMap(found -> found.get(key));
    if (item.isEmpty() || !table.orElseThrow().isExpired(item.get(), now)) {
      return false;
    }
    catalog.replace(table.orElseThrow(), key, item, Optional.empty(), Origin.EXPIRY);
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (task != null) {
      task.cancel();
    }
  }
}
