package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.expression.KeyCondition;
import dev.slipway.local.tables.expression.KeyCondition.Range;
import dev.slipway.local.tables.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A stretch of keys.
///
/// @param from the first key that may be in it
/// @param to the first key behind it; empty for all keys from `from` on
public record KeyRange(Bytes from, Bytes to) {
  private static final Bytes NONE = Bytes.sharing(new byte[0]);
  private static final Bytes ZERO = Bytes.sharing(new byte[1]);

  public static final KeyRange ALL = new KeyRange(NONE, NONE);

  public static KeyRange of(KeyCondition condition) {
    var partition = OrderedKeys.partition(condition.hash());
    return condition.range().map(range -> of(partition, range)).orElseGet(() -> under(partition));
  }

  /// One of the parts into which all keys fall by the hashes of their partitions.
  public static KeyRange segment(int segment, int total) {
    return new KeyRange(
        bound(segment, total), segment + 1 < total ? bound(segment + 1, total) : NONE);
  }

  private static Bytes bound(int segment, int total) {
    var hash = (int) Math.ceilDiv((1L << 32) * segment, total);
    return Bytes.sharing(ByteBuffer.allocate(Integer.BYTES).putInt(hash).array());
  }

  private static KeyRange under(Bytes prefix) {
    return new KeyRange(prefix, OrderedKeys.behind(prefix));
  }

  private static KeyRange of(Bytes partition, Range range) {
    return switch (range) {
      case Range.Compare(var comparator, var value) -> {
        var sort = partition.plus(OrderedKeys.sort(value));
        var behind = OrderedKeys.behind(sort);
        yield switch (comparator) {
          case EQUAL -> new KeyRange(sort, behind);
          case LESS -> new KeyRange(partition, sort);
          case LESS_OR_EQUAL -> new KeyRange(partition, behind);
          case GREATER -> new KeyRange(behind, OrderedKeys.behind(partition));
          case GREATER_OR_EQUAL -> new KeyRange(sort, OrderedKeys.behind(partition));
          case NOT_EQUAL -> throw new IllegalStateException("no range of keys");
        };
      }
      case Range.Between(var low, var high) ->
          new KeyRange(
              partition.plus(OrderedKeys.sort(low)),
              OrderedKeys.behind(partition.plus(OrderedKeys.sort(high))));
      case Range.BeginsWith(var prefix) -> under(partition.plus(OrderedKeys.sortPrefix(prefix)));
    };
  }

  boolean isOpen() {
    return to.length() == 0;
  }

  public boolean contains(Bytes key) {
    return key.compareTo(from) >= 0 && (isOpen() || key.compareTo(to) < 0);
  }

  /// What is left of it behind that key, in the order of reading.
  public KeyRange behind(Optional<Bytes> key, boolean forward) {
    if (key.isEmpty()) {
      return this;
    }
    return forward ? new KeyRange(key.get().plus(ZERO), to) : new KeyRange(from, key.get());
  }
}
