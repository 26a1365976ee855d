package dev.slipway.local.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What goes to the client, gathered so that a small answer leaves in one piece.
final class Outgoing {
  private static final int SIZE = 16 * 1024;

  /// How long the client may take nothing.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final OutputStream socket;
  private final Deadline deadline;
  private final byte[] buffer = new byte[SIZE];
  private int filled;

  Outgoing(OutputStream socket, Deadline deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  Outgoing put(String text) throws IOException {
    if (text.length() > SIZE - filled) {
      write(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
      return this;
    }
    for (var i = 0; i < text.length(); i++) {
      buffer[filled++] = (byte) text.charAt(i);
    }
    return this;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > SIZE - filled) {
      flush();
    }
    if (length >= SIZE) {
      send(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, filled, length);
    filled += length;
  }

  void flush() throws IOException {
    if (filled > 0) {
      send(buffer, 0, filled);
      filled = 0;
    }
  }

  /// In parts, since each may take its time.
  private void send(byte[] bytes, int offset, int length) throws IOException {
    for (var sent = 0; sent < length; sent += 4 * SIZE) {
      deadline.in(PATIENCE);
      socket.write(bytes, offset + sent, Math.min(4 * SIZE, length - sent));
    }
    deadline.none();
  }
}
