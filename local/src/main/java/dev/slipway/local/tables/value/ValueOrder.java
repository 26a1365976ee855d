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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// The order of texts, numbers and binaries; other types, and unequal ones, have none.
public final class ValueOrder {
  private ValueOrder() {}

  public static OptionalInt compare(AttributeValue left, AttributeValue right) {
    return switch (left) {
      case Str(var a) when right instanceof Str(var b) -> OptionalInt.of(texts(a, b));
      case Num(var a) when right instanceof Num(var b) -> OptionalInt.of(a.compareTo(b));
      case Bin(var a) when right instanceof Bin(var b) -> OptionalInt.of(a.compareTo(b));
      case Str _, Num _, Bin _, Bool _, Null _, Arr _, Obj _, StrSet _, NumSet _, BinSet _ ->
          OptionalInt.empty();
    };
  }

  /// By UTF-8 bytes, which differs from Java's order beyond the basic plane.
  private static int texts(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
