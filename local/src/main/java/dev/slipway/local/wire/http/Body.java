package dev.slipway.local.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// A request's body. A client that waits to be told to send it is told at the first read.
abstract sealed class Body extends InputStream {
  /// How long the client may send nothing.
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Something to do before the first read.
  interface Telling {
    void tell() throws IOException;
  }

  private final Telling telling;
  private Optional<RefusedException> broken = Optional.empty();
  private boolean told;

  private Body(Telling telling) {
    this.telling = telling;
  }

  static Body of(Head.Framing framing, Incoming incoming, Telling telling) {
    return switch (framing) {
      case Head.Framing.Fixed(var length) -> new Fixed(length, incoming, telling);
      case Head.Framing.Chunked _ -> new Chunked(incoming, telling);
    };
  }

  /// Whether all of it was read.
  abstract boolean isOver();

  /// Whether the client still waits to be told.
  boolean isUntold() {
    return !told;
  }

  abstract int next(byte[] into, int offset, int most) throws IOException;

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, into.length);
    if (most == 0) {
      return 0;
    }
    if (!told && !isOver()) {
      told = true;
      telling.tell();
    }
    try {
      return next(into, offset, most);
    } catch (RefusedException e) {
      broken = Optional.of(e);
      throw e;
    }
  }

  /// What is wrong with it, as far as it was read.
  Optional<RefusedException> broken() {
    return broken;
  }

  /// Of a length that the head tells.
  static final class Fixed extends Body {
    /// A client may say that much will come before it does.
    private static final int MOST_TRUSTED = 1024 * 1024;

    private final Incoming incoming;
    private long left;

    private Fixed(long length, Incoming incoming, Telling telling) {
      super(telling);
      this.left = length;
      this.incoming = incoming;
    }

    @Override
    boolean isOver() {
      return left == 0;
    }

    @Override
    int next(byte[] into, int offset, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      var count = incoming.read(into, offset, (int) Math.min(most, left), PATIENCE);
      left -= count;
      return count;
    }

    /// Takes no more memory than is there to read.
    @Override
    public byte[] readNBytes(int most) throws IOException {
      var bytes = new byte[(int) Math.min(Math.min(most, left), MOST_TRUSTED)];
      var count = readNBytes(bytes, 0, bytes.length);
      if (count == most || isOver()) {
        return bytes;
      }
      var rest = super.readNBytes(most - count);
      var joined = Arrays.copyOf(bytes, count + rest.length);
      System.arraycopy(rest, 0, joined, count, rest.length);
      return joined;
    }
  }

  /// In pieces, each with its length before it. Names of extensions and trailers mean nothing here.
  static final class Chunked extends Body {
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_SIZE = 15;
    private static final int MOST_TRAILERS = 50;

    private final Incoming incoming;
    private long left;
    private boolean begun;
    private boolean over;

    private Chunked(Incoming incoming, Telling telling) {
      super(telling);
      this.incoming = incoming;
    }

    @Override
    boolean isOver() {
      return over;
    }

    @Override
    int next(byte[] into, int offset, int most) throws IOException {
      if (over) {
        return -1;
      }
      if (left == 0) {
        if (begun && !incoming.line(0, PATIENCE).isEmpty()) {
          throw RefusedException.malformed("A chunk is longer than it says");
        }
        begun = true;
        left = size(incoming.line(LONGEST_LINE, PATIENCE));
        if (left == 0) {
          skipTrailers();
          over = true;
          return -1;
        }
      }
      var count = incoming.read(into, offset, (int) Math.min(most, left), PATIENCE);
      left -= count;
      return count;
    }

    private static long size(String line) throws RefusedException {
      var semicolon = line.indexOf(';');
      var size = (semicolon < 0 ? line : line.substring(0, semicolon)).stripTrailing();
      if (size.isEmpty()
          || size.length() > LONGEST_SIZE
          || !size.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
        throw RefusedException.malformed("A chunk has no proper size");
      }
      return Long.parseLong(size, 16);
    }

    private void skipTrailers() throws IOException {
      for (var i = 0; !incoming.line(8 * LONGEST_LINE, PATIENCE).isEmpty(); i++) {
        if (i == MOST_TRAILERS) {
          throw RefusedException.malformed("The body has too many trailers");
        }
      }
    }
  }
}
