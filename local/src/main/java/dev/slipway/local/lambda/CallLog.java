package dev.slipway.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// What one call writes to standard output, line by line; its end is what `LogType=Tail` shows.
final class CallLog {
  private static final int TAIL = 4 * 1024;

  /// The log of the call that runs on this thread.
  static final ScopedValue<CallLog> CURRENT = ScopedValue.newInstance();

  private final Consumer<String> lines;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /// @param lines where each line goes
  CallLog(Consumer<String> lines) {
    this.lines = lines;
  }

  synchronized void write(byte[] bytes, int offset, int length) {
    for (var i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        flushLine();
      } else {
        line.write(bytes[i]);
      }
    }
  }

  synchronized void line(String text) {
    flushLine();
    var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  private void flushLine() {
    if (line.size() > 0) {
      var text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      lines.accept(text);
      all.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
      if (all.size() > 16 * TAIL) {
        var rest = tail();
        all.reset();
        all.writeBytes(rest);
      }
    }
  }

  /// The last 4 KB.
  synchronized byte[] tail() {
    var bytes = all.toByteArray();
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - TAIL), bytes.length);
  }

  /// From now on what functions print goes to the logs of their calls; all else goes where it went.
  static synchronized void capture() {
    if (!(System.out instanceof Captured)) {
      System.setOut(new Captured(System.out));
    }
  }

  private static final class Captured extends PrintStream {
    Captured(PrintStream before) {
      super(new Divided(before), true, StandardCharsets.UTF_8);
    }
  }

  private static final class Divided extends OutputStream {
    private final PrintStream before;

    Divided(PrintStream before) {
      this.before = before;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (CURRENT.isBound()) {
        CURRENT.get().write(bytes, offset, length);
      } else {
        before.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}
