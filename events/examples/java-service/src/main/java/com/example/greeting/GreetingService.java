package com.example.greeting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Greets over HTTP: {@code GET /greeting?name=Ada}. */
public final class GreetingService implements AutoCloseable {
  private static final String NAME = "name=";

  private final HttpServer server;

  private GreetingService(HttpServer server) {
    this.server = server;
  }

  /** Begins to listen; port 0 takes any that is free. */
  public static GreetingService start(int port) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/greeting", GreetingService::greet);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "ok"));
    server.start();
    return new GreetingService(server);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void greet(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, 200, Greetings.of(name(exchange)));
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, e.getMessage());
    }
  }

  private static String name(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestURI().getQuery())
        .filter(query -> query.startsWith(NAME))
        .map(query -> query.substring(NAME.length()))
        .orElse("");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      var body = (text + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  public static void main(String[] args) throws IOException {
    var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    var service = start(port);
    System.out.println("listening on port " + service.port());
  }
}
