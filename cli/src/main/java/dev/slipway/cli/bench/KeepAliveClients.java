package dev.slipway.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients of an HTTP server that keep one connection each, and ask one thing after the other on
/// it.
///
/// They send bytes that were made before and read no more of an answer than where it ends: what is
/// measured is the server.
final class KeepAliveClients implements AutoCloseable {
  private final List<Client> clients = new ArrayList<>();

  KeepAliveClients(int port, int count) throws IOException {
    for (var i = 0; i < count; i++) {
      clients.add(new Client(port));
    }
  }

  /// Asks these things over and over, all clients at once.
  ///
  /// @param requests whole HTTP requests
  /// @return how many were answered in a second
  double perSecond(List<byte[]> requests, Duration time) throws InterruptedException {
    var next = new AtomicInteger();
    var began = System.nanoTime();
    var end = began + time.toNanos();
    var answered = 0L;
    try (var threads = Executors.newFixedThreadPool(clients.size())) {
      var counts = new ArrayList<Future<Long>>();
      for (var client : clients) {
        counts.add(threads.submit(() -> client.ask(requests, next, end)));
      }
      for (var count : counts) {
        answered += count.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return answered / ((System.nanoTime() - began) / 1e9);
  }

  /// Asks each thing once.
  void once(List<byte[]> requests) throws IOException {
    for (var request : requests) {
      clients.getFirst().ask(request);
    }
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) {
      client.socket.close();
    }
  }

  private static final class Client {
    private final Socket socket;
    private final byte[] buffer = new byte[256 * 1024];

    Client(int port) throws IOException {
      this.socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
      socket.setTcpNoDelay(true);
    }

    long ask(List<byte[]> requests, AtomicInteger next, long end) {
      try {
        var count = 0L;
        while (System.nanoTime() < end) {
          ask(requests.get(Math.floorMod(next.getAndIncrement(), requests.size())));
          count++;
        }
        return count;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      var filled = 0;
      var head = -1;
      for (var whole = Integer.MAX_VALUE; filled < whole; ) {
        var count = socket.getInputStream().read(buffer, filled, buffer.length - filled);
        if (count < 0) {
          throw new IOException("The server closed the connection");
        }
        filled += count;
        if (head < 0) {
          head = endOfHead(filled);
          whole = head < 0 ? whole : head + length(head);
        }
      }
    }

    /// Where the body begins; negative while the head is not whole.
    private int endOfHead(int filled) {
      for (var i = 3; i < filled; i++) {
        if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int length(int head) throws IOException {
      var text = new String(buffer, 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      var at = text.indexOf("\ncontent-length:");
      if (!text.startsWith("http/1.1 200 ") || at < 0) {
        throw new IOException("The server answered " + text);
      }
      return Integer.parseInt(
          text.substring(text.indexOf(':', at) + 1, text.indexOf('\r', at)).strip());
    }
  }
}
