package dev.slipway.local.wire.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A port on which HTTP is spoken; each connection has a virtual thread of its own.
public final class HttpListener implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 10_000;

  /// Answers one request; returns when it is answered.
  public interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private final ServerSocket port;
  private final Handler handler;
  private final Dates dates;
  private final LongSupplier nanos;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private HttpListener(
      ServerSocket port, Handler handler, InstantSource clock, LongSupplier nanos) {
    this.port = port;
    this.handler = handler;
    this.dates = new Dates(clock);
    this.nanos = nanos;
  }

  /// Takes the port; connections wait until the start.
  ///
  /// @param nanos a clock that only goes forward, by which clients are waited for
  /// @throws IOException when the port is taken
  public static HttpListener bind(
      InetSocketAddress address,
      int backlog,
      Handler handler,
      InstantSource clock,
      LongSupplier nanos)
      throws IOException {
    var port = new ServerSocket();
    try {
      port.setReuseAddress(true);
      port.bind(address, backlog);
      return new HttpListener(port, handler, clock, nanos);
    } catch (IOException e) {
      port.close();
      throw e;
    }
  }

  public int port() {
    return port.getLocalPort();
  }

  public void start() {
    Thread.ofPlatform().name("http-" + port()).start(this::accept);
    var _ = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  private void accept() {
    while (!port.isClosed()) {
      try {
        open(port.accept());
      } catch (IOException e) {
        if (!port.isClosed()) {
          System.getLogger("slipway.http").log(System.Logger.Level.WARNING, "accepting", e);
        }
      }
    }
  }

  private void open(Socket socket) throws IOException {
    if (connections.size() >= MOST_CONNECTIONS) {
      socket.close();
      return;
    }
    var connection = new Connection(socket, handler, dates, nanos);
    connections.add(connection);
    threads.execute(() -> {
      try {
        connection.run();
      } finally {
        connections.remove(connection);
      }
    });
  }

  /// Ends the connections whose clients let them wait too long; happens by itself each second.
  void sweep() {
    connections.forEach(Connection::sweep);
  }

  /// Ends all connections, whatever they do.
  @Override
  public void close() {
    sweeper.shutdownNow();
    try {
      port.close();
    } catch (IOException e) {
      System.getLogger("slipway.http").log(System.Logger.Level.DEBUG, "closing a port", e);
    }
    threads.shutdownNow();
    connections.forEach(Connection::close);
  }
}
