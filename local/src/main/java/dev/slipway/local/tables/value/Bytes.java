package dev.slipway.local.tables.value;

import java.util.Arrays;
import java.util.Base64;

/// Bytes as a value, ordered as DynamoDB orders binaries: unsigned, the shorter first.
public final class Bytes implements Comparable<Bytes> {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Without a copy: the array is given away, or comes back unchanged.
  public static Bytes sharing(byte[] content) {
    return new Bytes(content);
  }

  /// Without a copy: to be read only.
  public byte[] shared() {
    return content;
  }

  public int length() {
    return content.length;
  }

  public byte[] toArray() {
    return content.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(content);
  }

  public boolean startsWith(Bytes prefix) {
    return content.length >= prefix.content.length
        && Arrays.equals(
            content, 0, prefix.content.length, prefix.content, 0, prefix.content.length);
  }

  public Bytes plus(Bytes more) {
    var joined = Arrays.copyOf(content, length() + more.length());
    System.arraycopy(more.content, 0, joined, length(), more.length());
    return new Bytes(joined);
  }

  /// Whether the other bytes stand somewhere in these.
  public boolean contains(Bytes part) {
    for (var from = 0; from + part.length() <= length(); from++) {
      if (Arrays.equals(content, from, from + part.length(), part.content, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return base64();
  }
}
