package dev.slipway.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts bytes into lines as GitHub's runner does: at LF, at CR LF, and at a CR alone, so that each
/// state of a progress bar is a line. Bytes that are no UTF-8 become `�`.
final class LineReader {
  /// A longer line is handed on in parts, so that memory stays bounded.
  static final int LONGEST = 1024 * 1024;

  private final Sink sink;
  private byte[] held = new byte[1024];
  private int size;
  private boolean afterReturn;

  /// Where lines go.
  interface Sink {
    /// A line, or the end of one that began in parts.
    void line(String text);

    /// A part of a line that is too long to be held.
    void part(String text);

    /// Nothing more is there for now.
    void pause();
  }

  LineReader(Sink sink) {
    this.sink = sink;
  }

  /// Reads to the end.
  void read(InputStream from) throws IOException {
    var buffer = new byte[64 * 1024];
    for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      take(buffer, count);
    }
    end();
  }

  void take(byte[] buffer, int count) {
    var start = 0;
    for (var i = 0; i < count; i++) {
      var b = buffer[i];
      if (b != '\n' && b != '\r') {
        afterReturn = false;
        continue;
      }
      if (b == '\n' && afterReturn) {
        afterReturn = false;
      } else {
        line(buffer, start, i);
        afterReturn = b == '\r';
      }
      start = i + 1;
    }
    hold(buffer, start, count);
    sink.pause();
  }

  /// The last line, where no line break ends it.
  void end() {
    if (size > 0) {
      line(held, 0, 0);
    }
    sink.pause();
  }

  private void line(byte[] buffer, int start, int end) {
    if (size == 0) {
      sink.line(new String(buffer, start, end - start, StandardCharsets.UTF_8));
      return;
    }
    hold(buffer, start, end);
    sink.line(new String(held, 0, size, StandardCharsets.UTF_8));
    size = 0;
  }

  private void hold(byte[] buffer, int start, int end) {
    var length = end - start;
    if (size + length > LONGEST) {
      var whole = whole();
      sink.part(new String(held, 0, whole, StandardCharsets.UTF_8));
      System.arraycopy(held, whole, held, 0, size - whole);
      size -= whole;
    }
    if (size + length > held.length) {
      held = Arrays.copyOf(held, Math.max(size + length, 2 * held.length));
    }
    System.arraycopy(buffer, start, held, size, length);
    size += length;
  }

  /// How many of the bytes held are whole characters.
  private int whole() {
    for (var back = 1; back <= Math.min(4, size); back++) {
      var b = held[size - back] & 0xff;
      if (b < 0x80) {
        return size;
      }
      if (b >= 0xc0) {
        var length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return back < length ? size - back : size;
      }
    }
    return size;
  }
}
