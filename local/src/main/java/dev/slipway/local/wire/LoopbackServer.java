package dev.slipway.local.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.http.HttpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;

/// An HTTP server for this machine only: bound to loopback, and closed to pages of other origins
/// that a browser on this machine may show (DNS rebinding, cross-site requests).
public final class LoopbackServer implements AutoCloseable {
  private static final Pattern LOOPBACK =
      Pattern.compile("(127(\\.\\d{1,3}){3}|\\[::1]|([a-z0-9-]+\\.)*localhost)(:\\d{1,5})?");

  /// Answers one request; the exchange is closed afterwards.
  public interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  /// Most clients call the server by one name.
  private static volatile String lastLoopback = "localhost";

  private final HttpListener listener;

  private LoopbackServer(HttpListener listener) {
    this.listener = listener;
  }

  /// @param port 0 for any that is free
  /// @throws IOException when the port is taken
  public static LoopbackServer bind(int port, InstantSource clock, Answering answering)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new LoopbackServer(
        HttpListener.bind(
            address, 1024, exchange -> guard(exchange, answering), clock, System::nanoTime));
  }

  public void start() {
    listener.start();
  }

  public int port() {
    return listener.port();
  }

  private static void guard(HttpExchange exchange, Answering answering) throws IOException {
    try (exchange) {
      if (!isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
        refuse(exchange, 421, "This server answers on the names of this machine only");
      } else if (!sameMachine(exchange.getRequestHeaders().getFirst("Origin"))) {
        refuse(exchange, 403, "Pages of other origins may not call this server");
      } else {
        answering.answer(exchange);
      }
    } catch (IOException e) {
      // The client went away; there is nobody to tell.
    } catch (RuntimeException e) {
      System.getLogger("slipway.http")
          .log(System.Logger.Level.ERROR, exchange.getRequestURI().getPath(), e);
      answerBroken(exchange);
    }
  }

  private static void answerBroken(HttpExchange exchange) throws IOException {
    if (exchange.getResponseCode() < 0) {
      refuse(exchange, 500, "Internal error; the platform's log has more");
    }
  }

  private static boolean isLoopback(@org.jspecify.annotations.Nullable String host) {
    if (host == null) {
      return false;
    }
    if (host.equals(lastLoopback)) {
      return true;
    }
    var is = LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    lastLoopback = is ? host : lastLoopback;
    return is;
  }

  private static boolean sameMachine(@org.jspecify.annotations.Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      return isLoopback(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void refuse(HttpExchange exchange, int status, String detail) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    send(
        exchange,
        status,
        """
        {"type":"about:blank","title":"%s","status":%d}
        """
            .formatted(detail, status)
            .getBytes(StandardCharsets.UTF_8));
  }

  /// Sends a whole body; none to `HEAD`.
  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /// Reads a body of at most that many bytes.
  ///
  /// @return nothing when it is longer
  public static java.util.Optional<byte[]> body(HttpExchange exchange, int limit)
      throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(limit + 1);
    return bytes.length > limit ? java.util.Optional.empty() : java.util.Optional.of(bytes);
  }

  @Override
  public void close() {
    listener.close();
  }
}
