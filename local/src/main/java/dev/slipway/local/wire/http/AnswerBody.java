package dev.slipway.local.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// The body of an answer, whose form the headers set.
final class AnswerBody extends OutputStream {
  /// How the client finds the end of the body.
  sealed interface Form {
    /// The headers are not sent yet.
    record Unknown() implements Form {}

    record Fixed() implements Form {}

    record Chunked() implements Form {}

    /// For clients that know nothing better.
    record UntilClosed() implements Form {}
  }

  private static final Form UNKNOWN = new Form.Unknown();

  private final Outgoing outgoing;
  private Form form = UNKNOWN;
  private long left;
  private boolean isSent = true;
  private boolean closed;

  AnswerBody(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /// @param sent whether there is one at all; what is written otherwise goes nowhere
  void become(Form known, long length, boolean sent) {
    form = known;
    left = sent ? length : 0;
    isSent = sent;
  }

  /// Whether the client knows that it has all.
  boolean isWhole() {
    return switch (form) {
      case Form.Fixed _ -> left == 0;
      case Form.Chunked _ -> closed;
      case Form.Unknown _, Form.UntilClosed _ -> false;
    };
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("The body of the answer is over");
    }
    if (length == 0 || !isSent) {
      return;
    }
    switch (form) {
      case Form.Unknown _ -> throw new IOException("The headers come first");
      case Form.Fixed _ -> {
        if (length > left) {
          throw new IOException("The answer is longer than its headers say");
        }
        left -= length;
        outgoing.write(bytes, offset, length);
      }
      case Form.Chunked _ -> {
        outgoing.put(Integer.toHexString(length)).put("\r\n");
        outgoing.write(bytes, offset, length);
        outgoing.put("\r\n");
      }
      case Form.UntilClosed _ -> outgoing.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    outgoing.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      if (form instanceof Form.Chunked) {
        outgoing.put("0\r\n\r\n");
      }
    }
  }
}
