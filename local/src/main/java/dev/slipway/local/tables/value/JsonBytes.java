package dev.slipway.local.tables.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON in UTF-8, put together from texts that are UTF-8 already: an item goes from the store to
/// the wire without a tree in between.
public final class JsonBytes {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int at;

  /// Appends JSON as it stands.
  public JsonBytes raw(byte[] json) {
    return raw(json, 0, json.length);
  }

  /// Appends JSON as it stands, of ASCII characters.
  JsonBytes raw(String json) {
    room(json.length());
    for (var i = 0; i < json.length(); i++) {
      bytes[at++] = (byte) json.charAt(i);
    }
    return this;
  }

  public JsonBytes raw(char one) {
    room(1);
    bytes[at++] = (byte) one;
    return this;
  }

  private JsonBytes raw(byte[] json, int from, int length) {
    room(length);
    System.arraycopy(json, from, bytes, at, length);
    at += length;
    return this;
  }

  /// Appends a text in quotes.
  JsonBytes text(byte[] utf8, int from, int length) {
    raw('"');
    var plain = from;
    for (var i = from; i < from + length; i++) {
      var c = utf8[i];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        raw(utf8, plain, i - plain);
        escape(c);
        plain = i + 1;
      }
    }
    return raw(utf8, plain, from + length - plain).raw('"');
  }

  private void escape(byte c) {
    raw('\\');
    switch (c) {
      case '"', '\\' -> raw((char) c);
      case '\n' -> raw('n');
      case '\r' -> raw('r');
      case '\t' -> raw('t');
      case '\b' -> raw('b');
      case '\f' -> raw('f');
      default -> raw("u00").raw((char) HEX[c >> 4]).raw((char) HEX[c & 0xF]);
    }
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, at);
  }
}
