package dev.slipway.local.wire.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// A server that answers with what it was asked: method, target and body.
///
/// What a path asks for: `/unread` leaves the body where it is, `/open` answers in a body of open
/// length, `/broken` promises more than it sends, `/silent` does not answer.
final class EchoServer implements AutoCloseable {
  private final AtomicLong nanos = new AtomicLong();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final HttpListener listener;

  EchoServer() throws IOException {
    listener =
        HttpListener.bind(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            100,
            this::handle,
            () -> Instant.parse("2026-11-04T12:00:00Z"),
            nanos::get);
    listener.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (path.equals("/silent")) {
      return;
    }
    var body =
        path.equals("/unread")
            ? "unread"
            : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    var text = "%s %s %s\n".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body);
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    exchange.getResponseHeaders().set("X-Room", "echo");
    exchange.sendResponseHeaders(
        200, path.equals("/open") ? 0 : path.equals("/broken") ? bytes.length + 1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    if (path.equals("/open")) {
      exchange.getResponseBody().close();
    }
  }

  RawClient client() {
    return new RawClient(listener.port());
  }

  int port() {
    return listener.port();
  }

  /// Lets time pass, then has the listener look for those who waited too long.
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    listener.sweep();
  }

  /// The next thing that went wrong with a body.
  String failure() throws InterruptedException {
    return failures.take();
  }

  @Override
  public void close() {
    listener.close();
  }
}
