package dev.slipway.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that does not read what it is asked, and always answers the same: no server on this
/// machine can answer faster.
final class BareSocket implements AutoCloseable {
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n" + "x".repeat(600))
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));

  BareSocket() throws IOException {
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofPlatform().daemon().start(() -> answer(client));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private static void answer(Socket client) {
    var buffer = new byte[64 * 1024];
    try (client) {
      client.setTcpNoDelay(true);
      while (client.getInputStream().read(buffer) > 0) {
        client.getOutputStream().write(ANSWER);
      }
    } catch (IOException _) {
      // The client went away.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
