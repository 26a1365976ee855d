package dev.slipway.local.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a client may think, to the second: the time passes while the connection reads.
class ConnectionTest {
  @ParameterizedTest(name = "{0} s")
  @ValueSource(ints = {0, 61, 100, 120})
  void anIdleConnectionIsKept(int seconds) {
    var client = new ThinkingClient(Duration.ofSeconds(seconds));
    client.run();
    assertThat(client.answers()).isEqualTo(3);
  }

  @Test
  void anIdleConnectionIsEndedAfterTwoMinutes() {
    var client = new ThinkingClient(Duration.ofMinutes(2).plusNanos(1));
    client.run();
    assertThat(client.answers()).isZero();
  }

  /// Asks three times, and thinks before each time.
  private static final class ThinkingClient extends Socket {
    private final byte[] request =
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private final Duration thinks;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final Connection connection;
    private long nanos;
    private int asked;
    private boolean closed;

    ThinkingClient(Duration thinks) {
      this.thinks = thinks;
      this.connection =
          new Connection(
              this,
              ThinkingClient::answer,
              new Dates(() -> Instant.parse("2026-11-04T12:00:00Z")),
              () -> nanos);
    }

    private static void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        exchange.sendResponseHeaders(204, -1);
      }
    }

    void run() {
      connection.run();
    }

    int answers() {
      return answers.toString(StandardCharsets.ISO_8859_1).split("204 No Content", -1).length - 1;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        private InputStream next = InputStream.nullInputStream();

        @Override
        public int read() {
          throw new UnsupportedOperationException("the connection reads in pieces");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (next.available() == 0 && asked < 3) {
            nanos += thinks.toNanos();
            connection.sweep();
            asked++;
            next = new ByteArrayInputStream(request);
          }
          if (closed) {
            throw new SocketException("closed");
          }
          return next.read(into, offset, length);
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return answers;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
      // There is no network.
    }

    @Override
    public void shutdownOutput() {
      // There is no network.
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }
}
