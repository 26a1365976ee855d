package dev.slipway.local.objects;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The sums by which S3 and its clients compare what was sent and what arrived.
enum Checksum {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256;

  /// How the sum of an object made of parts comes about.
  enum Kind {
    FULL_OBJECT,
    COMPOSITE
  }

  /// A sum in the making.
  interface Sum {
    void add(byte[] bytes, int offset, int length);

    byte[] value();
  }

  /// A sum as it stands in headers.
  ///
  /// @param base64 with the number of parts behind a dash where the kind is `COMPOSITE`
  record Value(Checksum algorithm, String base64, Kind kind) {}

  static Optional<Checksum> named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /// The name of the sum's element in XML.
  String element() {
    return "Checksum" + name();
  }

  Kind usualKind() {
    return this == CRC64NVME ? Kind.FULL_OBJECT : Kind.COMPOSITE;
  }

  Sum sum() {
    return switch (this) {
      case CRC32 -> of(new CRC32(), 4);
      case CRC32C -> of(new CRC32C(), 4);
      case CRC64NVME -> of(new Crc64Nvme(), 8);
      case SHA1 -> of(digest("SHA-1"));
      case SHA256 -> of(digest("SHA-256"));
    };
  }

  static String base64(byte[] sum) {
    return Base64.getEncoder().encodeToString(sum);
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static Sum of(java.util.zip.Checksum crc, int bytes) {
    return new Sum() {
      @Override
      public void add(byte[] part, int offset, int length) {
        crc.update(part, offset, length);
      }

      @Override
      public byte[] value() {
        var whole = ByteBuffer.allocate(8).putLong(crc.getValue()).array();
        return Arrays.copyOfRange(whole, 8 - bytes, 8);
      }
    };
  }

  private static Sum of(MessageDigest digest) {
    return new Sum() {
      @Override
      public void add(byte[] part, int offset, int length) {
        digest.update(part, offset, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }

  /// CRC-64/NVME, which the JDK lacks; the polynomial is that of the NVM Express specification.
  private static final class Crc64Nvme implements java.util.zip.Checksum {
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final long[] TABLE = table();

    private long state = -1;

    private static long[] table() {
      var table = new long[256];
      for (var i = 0; i < table.length; i++) {
        var value = (long) i;
        for (var bit = 0; bit < 8; bit++) {
          value = (value & 1) == 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
        }
        table[i] = value;
      }
      return table;
    }

    @Override
    public void update(int b) {
      state = TABLE[(int) ((state ^ b) & 0xFF)] ^ (state >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      for (var i = offset; i < offset + length; i++) {
        update(bytes[i]);
      }
    }

    @Override
    public long getValue() {
      return ~state;
    }

    @Override
    public void reset() {
      state = -1;
    }
  }
}
