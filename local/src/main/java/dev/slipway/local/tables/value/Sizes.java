package dev.slipway.local.tables.value;

import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.AttributeValue.Bin;
import dev.slipway.local.tables.value.AttributeValue.BinSet;
import dev.slipway.local.tables.value.AttributeValue.Bool;
import dev.slipway.local.tables.value.AttributeValue.Null;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.NumSet;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.AttributeValue.StrSet;
import java.util.Collection;

/// How many bytes AWS counts for an item: what is limited, paged by and billed.
public final class Sizes {
  /// Lists and maps cost this much, and one more for each entry.
  static final int CONTAINER = 3;

  private Sizes() {}

  /// Names and values together.
  public static int of(Obj item) {
    var size = 0;
    for (var attribute : item.members().entrySet()) {
      size += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return size;
  }

  public static int of(AttributeValue value) {
    return switch (value) {
      case Str(var text) -> utf8(text);
      case Num number -> Numbers.size(number);
      case Bin(var bytes) -> bytes.length();
      case Bool _, Null _ -> 1;
      case Arr(var items) -> CONTAINER + items.stream().mapToInt(item -> 1 + of(item)).sum();
      case Obj object -> CONTAINER + object.members().size() + of(object);
      case StrSet(var values) -> values.stream().mapToInt(Sizes::utf8).sum();
      case NumSet(var values) -> values.stream().mapToInt(Numbers::size).sum();
      case BinSet(var values) -> values.stream().mapToInt(Bytes::length).sum();
    };
  }

  /// How many lists and maps stand inside each other, the item not counted.
  public static int depth(Obj item) {
    return depth(item.members().values());
  }

  private static int depth(Collection<AttributeValue> values) {
    var deepest = 0;
    for (var value : values) {
      deepest = Math.max(deepest, depth(value));
    }
    return deepest;
  }

  private static int depth(AttributeValue value) {
    return switch (value) {
      case Arr(var items) -> 1 + depth(items);
      case Obj(var members) -> 1 + depth(members.values());
      case Str _, Num _, Bin _, Bool _, Null _, StrSet _, NumSet _, BinSet _ -> 0;
    };
  }

  /// The length of the text in UTF-8.
  public static int utf8(String text) {
    var length = text.length();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x80) {
        // Each half of a pair stands for two of its four bytes.
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
