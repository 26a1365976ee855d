package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
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
import java.math.BigDecimal;
import java.util.Optional;

/// What the functions of conditions say of values.
final class Functions {
  private Functions() {}

  /// UTF-16 characters of a text, bytes of a binary, entries of all that has entries.
  static Optional<AttributeValue> size(AttributeValue value) {
    return switch (value) {
      case Str(var text) -> number(text.length());
      case Bin(var bytes) -> number(bytes.length());
      case Arr(var items) -> number(items.size());
      case Obj(var members) -> number(members.size());
      case StrSet(var values) -> number(values.size());
      case NumSet(var values) -> number(values.size());
      case BinSet(var values) -> number(values.size());
      case Num _, Bool _, Null _ -> Optional.empty();
    };
  }

  private static Optional<AttributeValue> number(int size) {
    return Optional.of(new Num(BigDecimal.valueOf(size)));
  }

  static boolean beginsWith(AttributeValue value, AttributeValue prefix) {
    return switch (value) {
      case Str(var text) -> prefix instanceof Str(var start) && text.startsWith(start);
      case Bin(var bytes) -> prefix instanceof Bin(var start) && bytes.startsWith(start);
      case Num _, Bool _, Null _, Arr _, Obj _, StrSet _, NumSet _, BinSet _ -> false;
    };
  }

  /// A part of a text or binary, a member of a set, an item of a list.
  static boolean contains(AttributeValue value, AttributeValue part) {
    return switch (value) {
      case Str(var text) -> part instanceof Str(var piece) && text.contains(piece);
      case Bin(var bytes) -> part instanceof Bin(var piece) && bytes.contains(piece);
      case Arr(var items) -> items.contains(part);
      case StrSet(var values) -> part instanceof Str(var text) && values.contains(text);
      case NumSet(var values) -> part instanceof Num number && values.contains(number);
      case BinSet(var values) -> part instanceof Bin(var bytes) && values.contains(bytes);
      case Num _, Bool _, Null _, Obj _ -> false;
    };
  }
}
