package dev.slipway.local.wire.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One client's connection: a request, its answer, the next request.
final class Connection implements Runnable {
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final Duration HEAD = Duration.ofSeconds(30);
  private static final int LARGEST_HEAD = 64 * 1024;

  /// So much is still read after a refusal, for a client that sends before it listens.
  private static final int MOST_IGNORED = 1024 * 1024;

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket socket;
  private final HttpListener.Handler handler;
  private final Dates dates;
  private final Deadline deadline;

  Connection(Socket socket, HttpListener.Handler handler, Dates dates, LongSupplier nanos) {
    this.socket = socket;
    this.handler = handler;
    this.dates = dates;
    this.deadline = new Deadline(nanos);
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      var incoming = new Incoming(socket.getInputStream(), deadline);
      var outgoing = new Outgoing(socket.getOutputStream(), deadline);
      try {
        serve(incoming, outgoing);
      } catch (RefusedException e) {
        refuse(e, outgoing);
      }
      leave(incoming);
    } catch (EOFException | SocketException _) {
      // The client went away, or was not waited for any longer; there is nobody to tell.
    } catch (IOException e) {
      System.getLogger("slipway.http").log(System.Logger.Level.DEBUG, "a connection broke", e);
    }
  }

  private void serve(Incoming incoming, Outgoing outgoing) throws IOException {
    while (incoming.begins(IDLE)) {
      var head = HeadReader.read(incoming.head(HEAD, LARGEST_HEAD));
      deadline.none();
      var exchange = new Exchange(head, socket, incoming, outgoing, dates);
      handler.handle(exchange);
      exchange.requireUnbroken();
      outgoing.flush();
      if (!exchange.isReusable()) {
        return;
      }
    }
  }

  private void refuse(RefusedException refused, Outgoing outgoing) throws IOException {
    var body =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}\n"
            .formatted(refused.getMessage(), refused.status())
            .getBytes(StandardCharsets.UTF_8);
    outgoing
        .put("HTTP/1.1 %d %s\r\n".formatted(refused.status(), Reasons.of(refused.status())))
        .put("Date: %s\r\n".formatted(dates.now()))
        .put("Content-Type: application/problem+json\r\nConnection: close\r\n")
        .put("Content-Length: %d\r\n\r\n".formatted(body.length));
    outgoing.write(body, 0, body.length);
    outgoing.flush();
  }

  /// A connection that is closed with bytes unread takes back the answer that was sent; so the
  /// client is let finish first.
  private void leave(Incoming incoming) throws IOException {
    socket.shutdownOutput();
    var ignored = new byte[8 * 1024];
    for (var count = 0; count < MOST_IGNORED; ) {
      count += incoming.read(ignored, 0, ignored.length, FAREWELL);
    }
  }

  /// Ends it when its client has let it wait too long.
  void sweep() {
    if (deadline.isOver()) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger("slipway.http").log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }
}
