package dev.slipway.ci.job;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Writes log events as the lines of a chunk: what [JobJson] writes, but straight to bytes. A step
/// that prints at full speed is the one place where a tree for each event would cost too much.
///
/// For one thread.
public final class LogLines {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Optional<Instant> lastTime = Optional.empty();
  private byte[] lastText = {};

  /// Appends an event and a line break.
  public void write(LogEvent event, ByteArrayOutputStream to) {
    ascii("{\"t\":\"", to);
    to.writeBytes(time(event.time()));
    ascii("\",\"s\":", to);
    ascii(Integer.toString(event.step()), to);
    switch (event) {
      case LogEvent.Line(_, _, var text) -> {
        ascii(",\"m\":\"", to);
        escaped(text, to);
      }
      case LogEvent.StepStarted(_, _, var name) -> {
        ascii(",\"e\":\"start\",\"name\":\"", to);
        escaped(name, to);
      }
      case LogEvent.StepEnded(_, _, var outcome, var conclusion) -> {
        ascii(",\"e\":\"end\",\"outcome\":\"", to);
        ascii(outcome.word(), to);
        ascii("\",\"conclusion\":\"", to);
        ascii(conclusion.word(), to);
      }
    }
    ascii("\"}\n", to);
  }

  /// Lines that come together have one time.
  private byte[] time(Instant time) {
    if (!lastTime.equals(Optional.of(time))) {
      lastTime = Optional.of(time);
      lastText = time.toString().getBytes(StandardCharsets.US_ASCII);
    }
    return lastText;
  }

  private static void ascii(String text, ByteArrayOutputStream to) {
    to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Half a surrogate pair is no character; it becomes a question mark.
  private static void escaped(String text, ByteArrayOutputStream to) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var from = 0;
    for (var i = 0; i < bytes.length; i++) {
      var b = bytes[i];
      if (isPlain(b)) {
        continue;
      }
      to.write(bytes, from, i - from);
      from = i + 1;
      to.write('\\');
      switch (b) {
        case '"', '\\' -> to.write(b);
        case '\t' -> to.write('t');
        case '\n' -> to.write('n');
        case '\r' -> to.write('r');
        default -> {
          to.write('u');
          to.write('0');
          to.write('0');
          to.write(HEX[b >> 4]);
          to.write(HEX[b & 0xf]);
        }
      }
    }
    to.write(bytes, from, bytes.length - from);
  }

  private static boolean isPlain(byte b) {
    return b < 0 || (b >= 0x20 && b != '"' && b != '\\');
  }
}
