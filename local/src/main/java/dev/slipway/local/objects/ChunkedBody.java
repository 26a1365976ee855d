package dev.slipway.local.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A body in `aws-chunked` form: chunks with their sizes, perhaps with signatures, and trailing
/// headers behind the last one.
///
/// Reference: "Signature calculations for the Authorization header: transferring payload in
/// multiple chunks", and "… using trailing headers".
final class ChunkedBody extends InputStream {
  private static final int LONGEST_LINE = 16 * 1024;

  private final InputStream in;
  private final Map<String, String> trailers = new TreeMap<>();
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  /// Headers that came after the body; complete once the body was read.
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      next();
    }
    if (ended) {
      return -1;
    }
    var count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw incomplete();
    }
    left -= count;
    return count;
  }

  private void next() throws IOException {
    if (begun && !line().isEmpty()) {
      throw incomplete();
    }
    begun = true;
    var size = line().split(";", 2)[0].strip();
    if (!size.matches("[0-9a-fA-F]{1,12}")) {
      throw incomplete();
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ended = true;
      readTrailers();
    }
  }

  private void readTrailers() throws IOException {
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        trailers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
  }

  private String line() throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
      if (line.size() > LONGEST_LINE) {
        throw incomplete();
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static dev.slipway.local.wire.AwsError incomplete() {
    return S3Errors.request(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header");
  }
}
