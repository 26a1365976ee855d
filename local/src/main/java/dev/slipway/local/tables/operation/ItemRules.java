package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Bin;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueReader;
import java.util.Collection;

/// What a table asks of the items and keys that it is given.
final class ItemRules {
  private static final int LARGEST_ITEM = 400 * 1024;
  private static final int LONGEST_HASH = 2048;
  private static final int LONGEST_RANGE = 1024;

  private ItemRules() {}

  /// @throws InvalidException when the item cannot be kept in the table
  static void checkItem(TableDefinition table, Obj item) {
    table.key().attributes().forEach(key -> checkKeyIn(key, item));
    checkIndexes(table, item);
    checkLengths(table.key(), item);
    if (Sizes.of(item) > LARGEST_ITEM) {
      throw new InvalidException("Item size has exceeded the maximum allowed size");
    }
  }

  private static void checkKeyIn(KeyAttribute key, Obj item) {
    var value =
        item.get(key.name())
            .orElseThrow(() ->
                InvalidException.parameter("Missing the key %s in the item".formatted(key.name())));
    if (value.type() != key.type()) {
      throw InvalidException.parameter(
          "Type mismatch for key %s expected: %s actual: %s"
              .formatted(key.name(), key.type(), value.type()));
    }
    requireContent(key, value);
  }

  /// A key attribute may not be empty.
  static void requireContent(KeyAttribute key, AttributeValue value) {
    if (isEmpty(value)) {
      throw new InvalidException(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty %s value. Key: %s".formatted(kind(value), key.name()));
    }
  }

  private static boolean isEmpty(AttributeValue value) {
    return (value instanceof Str(var text) && text.isEmpty())
        || (value instanceof Bin(var bytes) && bytes.length() == 0);
  }

  private static String kind(AttributeValue value) {
    return value instanceof Str ? "string" : "binary";
  }

  /// What an update made of an item.
  static void checkUpdated(TableDefinition table, Obj item) {
    for (var index : table.indexes()) {
      index.key().attributes().forEach(key -> checkUpdatedIndexKey(key, item));
    }
    if (Sizes.of(item) > LARGEST_ITEM) {
      throw new InvalidException("Item size to update has exceeded the maximum allowed size");
    }
    if (Sizes.depth(item) > ValueReader.DEEPEST) {
      throw ValueReader.tooDeep();
    }
  }

  private static void checkUpdatedIndexKey(KeyAttribute key, Obj item) {
    var value = item.members().get(key.name());
    if (value == null) {
      return;
    }
    if (value.type() != key.type()) {
      throw new InvalidException(
          "The update expression attempted to update the secondary index key to unsupported type");
    }
    if (isEmpty(value)) {
      throw new InvalidException(
          "One or more parameter values are not valid. The update expression attempted to update a"
              + " secondary index key to a value that is not supported. The AttributeValue for a"
              + " key attribute cannot contain an empty %s value.".formatted(kind(value)));
    }
  }

  /// Attributes that an index orders by may be missing, but not of another type or empty.
  private static void checkIndexes(TableDefinition table, Obj item) {
    for (var index : table.indexes()) {
      index.key().attributes().forEach(key -> checkIndexKey(index, key, item));
    }
  }

  private static void checkIndexKey(Index index, KeyAttribute key, Obj item) {
    var value = item.members().get(key.name());
    if (value == null) {
      return;
    }
    if (value.type() != key.type()) {
      throw InvalidException.parameter(
          "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
              .formatted(key.name(), key.type(), value.type(), index.name()));
    }
    if (isEmpty(value)) {
      throw new InvalidException(
          "One or more parameter values are not valid. A value specified for a secondary index key"
              + " is not supported. The AttributeValue for a key attribute cannot contain an empty"
              + " %s value. IndexName: %s, IndexKey: %s"
                  .formatted(kind(value), index.name(), key.name()));
    }
  }

  /// The key of a request: exactly the table's key attributes in their types.
  static void checkKey(TableDefinition table, Obj key) {
    if (key.members().size() != table.key().names().size() || !table.key().covers(key)) {
      throw new InvalidException("The provided key element does not match the schema");
    }
    table
        .key()
        .attributes()
        .forEach(part -> requireContent(part, key.get(part.name()).orElseThrow()));
    checkLengths(table.key(), key);
  }

  /// No path leads into a key attribute.
  static void checkPaths(TableDefinition table, Collection<Path> paths) {
    for (var path : paths) {
      if (!path.isAttribute()) {
        requireScalar(table.key(), "Key", path);
        table.indexes().forEach(index -> requireScalar(index.key(), "IndexKey", path));
      }
    }
  }

  private static void requireScalar(KeySchema schema, String kind, Path path) {
    if (schema.names().contains(path.attribute())) {
      throw new InvalidException(
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: %s: %s"
              .formatted(kind, path.attribute()));
    }
  }

  private static void checkLengths(KeySchema schema, Obj item) {
    if (Sizes.of(item.get(schema.hash().name()).orElseThrow()) > LONGEST_HASH) {
      throw InvalidException.parameter(
          "Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }
    schema
        .range()
        .flatMap(range -> item.get(range.name()))
        .filter(value -> Sizes.of(value) > LONGEST_RANGE)
        .ifPresent(_ -> {
          throw InvalidException.parameter(
              "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        });
  }
}
