package dev.slipway.local.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/// The bytes of an object, or some of them, across the bodies that make it up.
final class Content extends InputStream {
  private final Bodies bodies;
  private final Deque<StoredObject.Piece> rest;
  private InputStream current = InputStream.nullInputStream();
  private long left;

  private Content(Bodies bodies, StoredObject object, long length) {
    this.bodies = bodies;
    this.rest = new ArrayDeque<>(object.pieces());
    this.left = length;
  }

  /// The first body is open when this returns.
  static InputStream of(Bodies bodies, StoredObject object, long from, long length)
      throws IOException {
    var content = new Content(bodies, object, length);
    var skipped = 0L;
    while (!content.rest.isEmpty() && skipped + content.rest.getFirst().size() <= from) {
      skipped += content.rest.removeFirst().size();
    }
    if (!content.rest.isEmpty()) {
      content.current = bodies.open(content.rest.removeFirst().id());
      content.current.skipNBytes(from - skipped);
    }
    return content;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (left > 0) {
      var count = current.read(bytes, offset, (int) Math.min(length, left));
      if (count >= 0) {
        left -= count;
        return count;
      }
      if (rest.isEmpty()) {
        return -1;
      }
      current.close();
      current = bodies.open(rest.removeFirst().id());
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
