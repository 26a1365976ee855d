package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.value.JsonBytes;
import dev.slipway.local.tables.value.StoredItem;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// An answer as the wire has it.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(byte[] utf8) {
  static Reply of(Json.Obj json) {
    return new Reply(json.bytes());
  }

  /// An answer that has items in it, straight from the store.
  ///
  /// @param name what they are called in it
  /// @param rest what stands beside them
  static Reply of(
      String name,
      List<StoredItem> items,
      BiConsumer<StoredItem, JsonBytes> showing,
      Json.Obj rest) {
    var json = opened(name).raw('[');
    for (var i = 0; i < items.size(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      showing.accept(items.get(i), json);
    }
    return closed(json.raw(']'), rest);
  }

  /// As with many items.
  static Reply of(String name, StoredItem item, Json.Obj rest) {
    var json = opened(name);
    item.write(json);
    return closed(json, rest);
  }

  private static JsonBytes opened(String name) {
    return new JsonBytes().raw("{\"%s\":".formatted(name).getBytes(StandardCharsets.US_ASCII));
  }

  private static Reply closed(JsonBytes json, Json.Obj rest) {
    if (rest.members().isEmpty()) {
      return new Reply(json.raw('}').toArray());
    }
    var members = rest.bytes();
    members[0] = ',';
    return new Reply(json.raw(members).toArray());
  }
}
