package dev.slipway.local.tables.storage;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Bin;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.tables.value.Numbers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys as bytes: a hash of the partition key, the partition key, the sort key. So a scan meets
/// partitions in an order that looks random, as in AWS, and a query meets one partition's sort keys
/// in theirs.
///
/// Each part ends in `00 00`, and has `00 FF` for its own zeros: no part is the beginning of
/// another, and a shorter one sorts first.
public final class OrderedKeys {
  private static final int HASH = 4;
  private static final Bytes END = Bytes.sharing(new byte[2]);

  private OrderedKeys() {}

  /// The key of an item in its table.
  public static Bytes of(KeySchema schema, Obj item) {
    var out = new ByteArrayOutputStream(64);
    schema.attributes().forEach(key -> add(out, item.members().get(key.name())));
    return Bytes.sharing(out.toByteArray());
  }

  private static void add(ByteArrayOutputStream out, @Nullable AttributeValue value) {
    if (value == null) {
      throw new IllegalStateException("an item has no key");
    }
    var content = content(value);
    if (out.size() == 0) {
      out.writeBytes(hash(content));
    }
    escape(out, content);
    out.writeBytes(END.shared());
  }

  /// The key of an item in an index, which ends in the item's key, since others may have the same
  /// values.
  static Bytes inIndex(KeySchema index, KeySchema table, Obj item) {
    return of(index, item).plus(of(table, item));
  }

  /// What all keys of a partition begin with.
  public static Bytes partition(AttributeValue hash) {
    var out = new ByteArrayOutputStream(64);
    add(out, hash);
    return Bytes.sharing(out.toByteArray());
  }

  /// What all keys with that sort key begin with, after their partition.
  static Bytes sort(AttributeValue range) {
    return sortPrefix(range).plus(END);
  }

  /// What all keys whose sort keys begin so begin with, after their partition.
  static Bytes sortPrefix(AttributeValue prefix) {
    var out = new ByteArrayOutputStream(64);
    escape(out, content(prefix));
    return Bytes.sharing(out.toByteArray());
  }

  /// The first key behind all that begin with the prefix.
  static Bytes behind(Bytes prefix) {
    var bytes = prefix.shared();
    var last = bytes.length - 1;
    while (last >= 0 && bytes[last] == (byte) 0xFF) {
      last--;
    }
    var behind = Arrays.copyOf(bytes, last + 1);
    if (last >= 0) {
      behind[last]++;
    }
    return Bytes.sharing(behind);
  }

  private static void escape(ByteArrayOutputStream out, byte[] content) {
    for (var one : content) {
      out.write(one);
      if (one == 0) {
        out.write(0xFF);
      }
    }
  }

  private static byte[] content(AttributeValue value) {
    return switch (value) {
      case Str(var text) -> text.getBytes(StandardCharsets.UTF_8);
      case Num number -> Numbers.sortable(number);
      case Bin(var bytes) -> bytes.shared();
      case AttributeValue.Bool _,
          AttributeValue.Null _,
          AttributeValue.Arr _,
          AttributeValue.Obj _,
          AttributeValue.StrSet _,
          AttributeValue.NumSet _,
          AttributeValue.BinSet _ ->
          throw new IllegalStateException("a key cannot be of type " + value.type());
    };
  }

  /// AWS's own hash, as scans of real tables show it.
  private static byte[] hash(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update("Outliers".getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(digest.digest(content), HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
