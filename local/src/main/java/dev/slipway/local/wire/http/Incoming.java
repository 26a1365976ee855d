package dev.slipway.local.wire.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/// The bytes of a connection, some of them read ahead.
final class Incoming {
  private static final int SIZE = 8 * 1024;

  private final InputStream socket;
  private final Deadline deadline;
  private byte[] buffer = new byte[SIZE];
  private int from;
  private int to;

  Incoming(InputStream socket, Deadline deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /// Waits that long for a request to begin.
  ///
  /// @return whether one does
  boolean begins(Duration patience) throws IOException {
    if (from < to) {
      return true;
    }
    from = 0;
    to = 0;
    buffer = buffer.length > SIZE ? new byte[SIZE] : buffer;
    deadline.in(patience);
    return fill() > 0;
  }

  /// A request's head, all of which must come within that time: everything before an empty line,
  /// which is left out.
  ///
  /// @throws RefusedException when it is longer than that
  HeadBytes head(Duration patience, int most) throws IOException {
    deadline.in(patience);
    // Servers may be asked to skip an empty line that an old client sent after a body.
    while (available(2) && buffer[from] == '\r' && buffer[from + 1] == '\n') {
      from += 2;
    }
    for (var at = from; ; ) {
      for (; at + 3 < to; at++) {
        if (buffer[at + 3] == '\n' && buffer[at + 2] == '\r' && buffer[at + 1] == '\n') {
          if (at - from > most) {
            throw tooLarge();
          }
          var head = new HeadBytes(buffer, from, at + 2);
          from = at + 4;
          return head;
        }
        if (buffer[at + 1] == '\n' && buffer[at] != '\r') {
          throw RefusedException.malformed("Lines end in CR and LF");
        }
      }
      if (to - from > most) {
        throw tooLarge();
      }
      var read = at - from;
      room(1);
      at = from + read;
      if (fill() <= 0) {
        throw new EOFException("The client left in the middle of a head");
      }
    }
  }

  private static RefusedException tooLarge() {
    return new RefusedException(431, "The head of the request is too large");
  }

  private boolean available(int count) throws IOException {
    while (to - from < count) {
      room(count);
      if (fill() <= 0) {
        throw new EOFException("The client left in the middle of a head");
      }
    }
    return true;
  }

  /// A line, without its end.
  ///
  /// @throws RefusedException when it is longer than that
  String line(int most, Duration patience) throws IOException {
    deadline.in(patience);
    var line = new StringBuilder();
    for (var next = one(); next != '\n'; next = one()) {
      if (line.length() > most) {
        throw RefusedException.malformed("A line of the body's form is too long");
      }
      line.append((char) next);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw RefusedException.malformed("Lines end in CR and LF");
    }
    return line.substring(0, line.length() - 1);
  }

  private int one() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
      if (fill() <= 0) {
        throw new EOFException("The client left in the middle of a body");
      }
    }
    return buffer[from++] & 0xFF;
  }

  /// Some bytes of a body.
  ///
  /// @throws EOFException when the client is gone
  int read(byte[] into, int offset, int most, Duration patience) throws IOException {
    if (from < to) {
      var count = Math.min(most, to - from);
      System.arraycopy(buffer, from, into, offset, count);
      from += count;
      return count;
    }
    deadline.in(patience);
    var count = socket.read(into, offset, most);
    deadline.none();
    if (count < 0) {
      throw new EOFException("The client left in the middle of a body");
    }
    return count;
  }

  private void room(int more) {
    if (to + more <= buffer.length) {
      return;
    }
    var held = to - from;
    buffer =
        held + more > buffer.length / 2
            ? Arrays.copyOfRange(buffer, from, from + 2 * buffer.length)
            : moved(held);
    from = 0;
    to = held;
  }

  private byte[] moved(int held) {
    System.arraycopy(buffer, from, buffer, 0, held);
    return buffer;
  }

  private int fill() throws IOException {
    var count = socket.read(buffer, to, buffer.length - to);
    to += Math.max(0, count);
    return count;
  }

  /// A stretch of bytes that is good until more is read.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record HeadBytes(byte[] bytes, int from, int to) {}
}
