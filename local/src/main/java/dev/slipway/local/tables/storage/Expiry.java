package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// The items of a table in the order in which they expire.
final class Expiry {
  /// What is longer past was not meant as a time, says the manual, and stays.
  private static final Duration TOO_OLD = Duration.ofDays(5 * 365);

  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  private final String attribute;

  /// From the second and the item's key to the item's key.
  private final MVMap<Bytes, Bytes> map;

  Expiry(String attribute, MVMap<Bytes, Bytes> map) {
    this.attribute = attribute;
    this.map = map;
  }

  MVMap<Bytes, Bytes> map() {
    return map;
  }

  void replace(Bytes key, Optional<Obj> old, Optional<Obj> next) {
    old.flatMap(this::second).ifPresent(second -> map.remove(place(second, key)));
    next.flatMap(this::second).ifPresent(second -> map.put(place(second, key), key));
  }

  /// When the item expires, if it does.
  Optional<Long> second(Obj item) {
    return item.get(attribute)
        .filter(Num.class::isInstance)
        .map(value -> ((Num) value).value())
        .filter(number -> number.signum() > 0 && number.compareTo(LATEST) <= 0)
        .map(BigDecimal::longValue);
  }

  private static Bytes place(long second, Bytes key) {
    return before(second).plus(key);
  }

  private static Bytes before(long second) {
    return Bytes.sharing(ByteBuffer.allocate(Long.BYTES).putLong(second).array());
  }

  /// The keys of items that have expired by then.
  List<Bytes> due(Instant now) {
    var from = before(Math.max(0, now.minus(TOO_OLD).getEpochSecond()));
    var to = before(now.getEpochSecond());
    var due = new ArrayList<Bytes>();
    for (var cursor = map.cursor(from, null, false); cursor.hasNext(); ) {
      if (cursor.next().compareTo(to) >= 0) {
        break;
      }
      due.add(cursor.getValue());
    }
    return due;
  }

  /// The first second after that one in which an item expires.
  Optional<Instant> nextAfter(Instant now) {
    var next = map.ceilingKey(before(Math.max(0, now.minus(TOO_OLD).getEpochSecond())));
    return Optional.ofNullable(next)
        .map(key -> Instant.ofEpochSecond(ByteBuffer.wrap(key.shared()).getLong() + 1));
  }
}
