package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyRange;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.tables.value.InvalidException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Where a page begins: `ExclusiveStartKey`.
final class StartKeys {
  private static final String INVALID = "The provided starting key is invalid";

  private StartKeys() {}

  /// The values in it are looked at before the table is.
  static Optional<Obj> read(Request request) {
    try {
      return request.item("ExclusiveStartKey");
    } catch (InvalidException e) {
      var message = String.valueOf(e.getMessage());
      throw message.startsWith("Supplied") || message.contains("set  may")
          ? new InvalidException(INVALID + ": " + message)
          : e;
    }
  }

  /// @throws InvalidException when it is no key of the table and the index
  static Optional<Bytes> check(Optional<Obj> start, Table table, Optional<Index> index) {
    return start.map(key -> {
      requireNames(key, table, index);
      if (index.filter(found -> !found.key().covers(key)).isPresent()) {
        throw new InvalidException(INVALID);
      }
      var members = new LinkedHashMap<>(key.members());
      members.keySet().retainAll(table.definition().key().names());
      try {
        ItemRules.checkKey(table.definition(), new Obj(members));
      } catch (InvalidException e) {
        throw new InvalidException(INVALID + ": " + e.getMessage());
      }
      return table.keyIn(index, key);
    });
  }

  private static void requireNames(Obj key, Table table, Optional<Index> index) {
    var names = new HashSet<>(table.definition().key().names());
    index.ifPresent(found -> names.addAll(found.key().names()));
    if (!key.members().keySet().equals(names)) {
      throw new InvalidException(
          index.isPresent()
              ? INVALID
              : INVALID + ": The provided key element does not match the schema");
    }
  }

  /// What is left of the range behind that key.
  ///
  /// @throws InvalidException when the key is not in it
  static KeyRange behind(Optional<Bytes> start, KeyRange range, boolean forward) {
    if (start.filter(key -> !range.contains(key)).isPresent()) {
      throw new InvalidException(
          "The provided starting key is outside query boundaries based on provided conditions");
    }
    return range.behind(start, forward);
  }
}
