package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP API of API Gateway: routes to functions, payload format 2.0.
///
/// Reference: "Working with HTTP APIs"; the most specific route wins, a full match before a greedy
/// one.
public final class HttpApi implements LoopbackServer.Answering {
  private static final int MAX_BODY = 10 * 1024 * 1024;

  /// The size of a function's input, which the body makes up nearly all of.
  private static final int MAX_PAYLOAD = 6 * 1024 * 1024;

  private final String id;
  private final FunctionInvoker functions;
  private final InstantSource clock;
  private final Map<String, String> integrations = new ConcurrentHashMap<>();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  public HttpApi(String id, FunctionInvoker functions, InstantSource clock) {
    this.id = id;
    this.functions = functions;
    this.clock = clock;
  }

  public String id() {
    return id;
  }

  public void integrate(String integration, String function) {
    integrations.put(integration, function);
  }

  /// @param key `POST /webhooks/{forge}`
  public void route(String key, String integration) {
    var function = integrations.get(integration);
    if (function == null) {
      throw new IllegalArgumentException("no integration " + integration);
    }
    routes.add(Route.of(key, function));
    routes.sort(Comparator.comparingInt(Route::rank));
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getRawPath();
    for (var route : routes) {
      var parameters = route.match(method, path);
      if (parameters.isPresent()) {
        call(exchange, route, parameters.get());
        return;
      }
    }
    say(exchange, 404, "Not Found");
  }

  private void call(HttpExchange exchange, Route route, Map<String, String> parameters)
      throws IOException {
    var body = LoopbackServer.body(exchange, MAX_BODY);
    if (body.isEmpty()) {
      say(exchange, 413, "Request Entity Too Large");
      return;
    }
    var event = PayloadV2.event(exchange, id, route.key(), parameters, body.get(), clock.instant());
    var payload = event.bytes();
    if (payload.length > MAX_PAYLOAD) {
      say(exchange, 413, "Request Entity Too Large");
      return;
    }
    invoke(exchange, route.function(), payload).ifPresent(answer -> send(exchange, answer));
  }

  private static Optional<byte[]> invoke(
      FunctionInvoker functions, String function, byte[] payload) {
    try {
      return Optional.of(functions.invoke(function, payload));
    } catch (FunctionInvoker.FunctionError | AwsError _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> invoke(HttpExchange exchange, String function, byte[] payload)
      throws IOException {
    var answer = invoke(functions, function, payload);
    if (answer.isEmpty()) {
      say(exchange, 500, "Internal Server Error");
    }
    return answer;
  }

  private static void send(HttpExchange exchange, byte[] answer) {
    try {
      PayloadV2.send(exchange, answer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void say(HttpExchange exchange, int status, String message) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    var body = Json.object().put("message", message).build().text();
    LoopbackServer.send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }
}
