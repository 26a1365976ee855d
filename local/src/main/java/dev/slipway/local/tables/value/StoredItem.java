package dev.slipway.local.tables.value;

import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// An item as the store has it, which is read no further than somebody asks.
public record StoredItem(Bytes bytes) {
  public Obj item() {
    return ItemCodec.decode(bytes);
  }

  /// As [Sizes#of(Obj)].
  public int size() {
    return new Walk(bytes.shared()).size();
  }

  /// Appends the item as the wire has it, as [ValueJson#write(Obj)].
  public void write(JsonBytes json) {
    new Walk(bytes.shared()).members(json);
  }

  /// Through the bytes of [ItemCodec], from one value to the next.
  private static final class Walk extends ItemCursor {
    private Walk(byte[] bytes) {
      super(bytes);
    }

    private int size() {
      var size = 0;
      for (var left = length(); left > 0; left--) {
        size += skipContent() + sizeOfValue();
      }
      return size;
    }

    private int sizeOfValue() {
      var type = ValueType.of(bytes[at++]);
      return switch (type) {
        case S, B -> skipContent();
        case N -> sizeOfNumber();
        case BOOL -> {
          at++;
          yield 1;
        }
        case NULL -> 1;
        case L -> {
          var size = Sizes.CONTAINER;
          for (var left = length(); left > 0; left--) {
            size += 1 + sizeOfValue();
          }
          yield size;
        }
        case M -> {
          var start = at;
          var members = length();
          at = start;
          yield Sizes.CONTAINER + members + size();
        }
        case SS, BS, NS -> {
          var size = 0;
          for (var left = length(); left > 0; left--) {
            size += type == ValueType.NS ? sizeOfNumber() : skipContent();
          }
          yield size;
        }
      };
    }

    private int skipContent() {
      var length = length();
      at += length;
      return length;
    }

    private void members(JsonBytes json) {
      json.raw('{');
      var count = length();
      for (var i = 0; i < count; i++) {
        if (i > 0) {
          json.raw(',');
        }
        text(json);
        json.raw(':');
        value(json);
      }
      json.raw('}');
    }

    private void value(JsonBytes json) {
      var type = ValueType.of(bytes[at++]);
      json.raw("{\"").raw(type.name()).raw("\":");
      switch (type) {
        case S -> text(json);
        case N -> plainNumber(json);
        case B -> base64(json);
        case BOOL -> json.raw(bytes[at++] == 1 ? "true" : "false");
        case NULL -> json.raw("true");
        case M -> members(json);
        case L -> list(json, this::value);
        case SS -> list(json, this::text);
        case NS -> list(json, this::plainNumber);
        case BS -> list(json, this::base64);
      }
      json.raw('}');
    }

    private interface Writing {
      void write(JsonBytes json);
    }

    private void list(JsonBytes json, Writing one) {
      json.raw('[');
      var count = length();
      for (var i = 0; i < count; i++) {
        if (i > 0) {
          json.raw(',');
        }
        one.write(json);
      }
      json.raw(']');
    }

    private void text(JsonBytes json) {
      var length = length();
      json.text(bytes, at, length);
      at += length;
    }

    private int sizeOfNumber() {
      if (hasExponent()) {
        return Numbers.size(number());
      }
      var length = skipContent();
      return Numbers.size(bytes, at - length, length);
    }

    /// The store may have an exponent where the wire has none.
    private void plainNumber(JsonBytes json) {
      if (hasExponent()) {
        json.raw('"').raw(Numbers.text(number())).raw('"');
      } else {
        text(json);
      }
    }

    /// Whether the number that comes next has one.
    private boolean hasExponent() {
      var start = at;
      var length = length();
      var end = at + length;
      while (at < end && bytes[at] != 'E') {
        at++;
      }
      var has = at < end;
      at = start;
      return has;
    }

    private Num number() {
      var length = length();
      at += length;
      return new Num(
          new BigDecimal(new String(bytes, at - length, length, StandardCharsets.US_ASCII)));
    }

    private void base64(JsonBytes json) {
      var length = length();
      at += length;
      var content = Arrays.copyOfRange(bytes, at - length, at);
      json.raw('"').raw(Base64.getEncoder().encode(content)).raw('"');
    }
  }
}
