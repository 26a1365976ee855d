package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The attributes that identify an item, or order an index.
public record KeySchema(KeyAttribute hash, Optional<KeyAttribute> range) {
  public Stream<KeyAttribute> attributes() {
    return Stream.concat(Stream.of(hash), range.stream());
  }

  public List<String> names() {
    return attributes().map(KeyAttribute::name).toList();
  }

  /// Whether the item has all of them, in their types.
  public boolean covers(Obj item) {
    return attributes()
        .allMatch(
            key -> item.get(key.name()).filter(value -> value.type() == key.type()).isPresent());
  }
}
