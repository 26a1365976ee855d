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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Items as the store has them: a letter for the type, then length and content.
public final class ItemCodec {
  private ItemCodec() {}

  public static Bytes encode(Obj item) {
    var out = new Out();
    out.members(item);
    return Bytes.sharing(Arrays.copyOf(out.bytes, out.at));
  }

  public static Obj decode(Bytes bytes) {
    return new In(bytes.shared()).members();
  }

  private static final class Out {
    private byte[] bytes = new byte[256];
    private int at;

    private void members(Obj object) {
      length(object.members().size());
      object
          .members()
          .forEach((name, value) -> {
            text(name);
            value(value);
          });
    }

    private void value(AttributeValue value) {
      one(value.type().letter);
      switch (value) {
        case Str(var text) -> text(text);
        case Num(var number) -> text(number.toString());
        case Bin(var content) -> content(content.shared());
        case Bool(var flag) -> one(flag ? 1 : 0);
        case Null _ -> {}
        case Arr(var items) -> {
          length(items.size());
          items.forEach(this::value);
        }
        case Obj object -> members(object);
        case StrSet(var values) -> {
          length(values.size());
          values.forEach(this::text);
        }
        case NumSet(var values) -> {
          length(values.size());
          values.forEach(number -> text(number.value().toString()));
        }
        case BinSet(var values) -> {
          length(values.size());
          values.forEach(content -> content(content.shared()));
        }
      }
    }

    private void text(String text) {
      content(text.getBytes(StandardCharsets.UTF_8));
    }

    private void content(byte[] content) {
      length(content.length);
      room(content.length);
      System.arraycopy(content, 0, bytes, at, content.length);
      at += content.length;
    }

    /// Seven bits in each byte, the lowest first.
    private void length(int length) {
      var rest = length;
      while (rest >= 0x80) {
        one(rest | 0x80);
        rest >>>= 7;
      }
      one(rest);
    }

    private void one(int value) {
      room(1);
      bytes[at++] = (byte) value;
    }

    private void room(int more) {
      if (at + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
      }
    }
  }

  private static final class In extends ItemCursor {
    private In(byte[] bytes) {
      super(bytes);
    }

    private Obj members() {
      var count = length();
      var members = LinkedHashMap.<String, AttributeValue>newLinkedHashMap(count);
      for (var i = 0; i < count; i++) {
        members.put(text(), value());
      }
      return new Obj(members);
    }

    private AttributeValue value() {
      return switch (ValueType.of(bytes[at++])) {
        case S -> new Str(text());
        case N -> number();
        case B -> new Bin(content());
        case BOOL -> new Bool(bytes[at++] == 1);
        case NULL -> new Null();
        case L -> list();
        case M -> members();
        case SS -> new StrSet(set(this::text));
        case NS -> new NumSet(set(this::number));
        case BS -> new BinSet(set(this::content));
      };
    }

    private AttributeValue list() {
      var count = length();
      var items = new ArrayList<AttributeValue>(count);
      for (var i = 0; i < count; i++) {
        items.add(value());
      }
      return new Arr(items);
    }

    private <T> Set<T> set(Supplier<T> reading) {
      var count = length();
      var set = LinkedHashSet.<T>newLinkedHashSet(count);
      for (var i = 0; i < count; i++) {
        set.add(reading.get());
      }
      return set;
    }

    private Num number() {
      return new Num(new BigDecimal(text()));
    }

    private String text() {
      var length = length();
      at += length;
      return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private Bytes content() {
      var length = length();
      at += length;
      return Bytes.sharing(Arrays.copyOfRange(bytes, at - length, at));
    }
  }
}
