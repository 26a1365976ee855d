package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyRange;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.StoredItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What one query or scan read.
///
/// @param found the items that passed the filter
/// @param scanned how many were looked at
/// @param size how many bytes those have
/// @param last where the next page begins; nothing at the end
record Page(List<StoredItem> found, int scanned, long size, Optional<Obj> last) {
  /// A page ends with the item that makes it this large.
  private static final int LARGEST = 1024 * 1024;

  /// What to read.
  ///
  /// @param fetches whether the items of an index are wanted as the table has them
  record Reading(
      Table table,
      Optional<Index> index,
      KeyRange range,
      boolean forward,
      int limit,
      boolean fetches,
      Optional<Condition> filter) {
    Page page() {
      var items = table.read(index, range, forward);
      var found = new ArrayList<StoredItem>();
      Optional<StoredItem> last = Optional.empty();
      var scanned = 0;
      var size = 0L;
      while (items.hasNext() && scanned < limit && size < LARGEST) {
        var item = fetched(items.next());
        scanned++;
        size += item.size();
        last = Optional.of(item);
        if (filter.map(condition -> condition.holds(item.item())).orElse(true)) {
          found.add(item);
        }
      }
      var ended = !items.hasNext() && scanned < limit;
      return new Page(found, scanned, size, last.filter(_ -> !ended).map(this::keys));
    }

    private StoredItem fetched(StoredItem item) {
      return fetches ? table.find(table.definition().keyOf(item.item())).orElse(item) : item;
    }

    private Obj keys(StoredItem item) {
      var members = new LinkedHashMap<>(item.item().members());
      members.keySet().retainAll(names());
      return new Obj(members);
    }

    /// The attributes that say where an item stands.
    LinkedHashSet<String> names() {
      var names = new LinkedHashSet<>(table.definition().key().names());
      index.ifPresent(found -> names.addAll(found.key().names()));
      return names;
    }
  }
}
