package dev.slipway.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// How much one operation may still take from a server, in bytes and in time.
final class Meter extends EmptyProgressMonitor {
  private final Limits limits;
  private final InstantSource clock;
  private final Instant end;
  private long bytes;

  /// What one operation may take. What is larger is cloned by steps, not by the platform.
  ///
  /// @param bytes of all answers together
  /// @param objects of one pack
  /// @param object in bytes
  record Limits(long bytes, long objects, long object, Duration time) {
    static final Limits USUAL =
        new Limits(
            2L * 1024 * 1024 * 1024, 20_000_000, 1024L * 1024 * 1024, Duration.ofMinutes(10));
  }

  Meter(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.end = clock.instant().plus(limits.time());
  }

  Limits limits() {
    return limits;
  }

  InputStream of(InputStream answer) {
    return new FilterInputStream(answer) {
      @Override
      public int read() throws IOException {
        var one = in.read();
        count(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return count(in.read(buffer, offset, length));
      }
    };
  }

  private synchronized int count(int read) throws IOException {
    bytes += Math.max(0, read);
    if (bytes > limits.bytes()) {
      throw new IOException("the server sends more than %d bytes".formatted(limits.bytes()));
    }
    if (isCancelled()) {
      throw new IOException("the server takes longer than %s".formatted(limits.time()));
    }
    return read;
  }

  /// What JGit asks between objects, whatever the transport.
  @Override
  public boolean isCancelled() {
    return clock.instant().isAfter(end);
  }
}
