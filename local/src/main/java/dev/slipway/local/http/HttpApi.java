package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/// An HTTP API of API Gateway: routes to functions, payload format 2.0.
///
/// Reference: "Working with HTTP APIs"; the most specific route wins, a full match before a greedy
/// one.
public final class HttpApi implements LoopbackServer.Answering {
  private static final int MAX_BODY = 10 * 1024 * 1024;

  /// The size of a function's input, which the body makes up nearly all of.
  private static final int MAX_PAYLOAD = 6 * 1024 * 1024;

  /// The longest that API Gateway waits for a function.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String id;
  private final String account;
  private final FunctionInvoker functions;
  private final Scheduler scheduler;
  private final Map<String, String> integrations = new ConcurrentHashMap<>();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  public HttpApi(String id, String account, FunctionInvoker functions, Scheduler scheduler) {
    this.id = id;
    this.account = account;
    this.functions = functions;
    this.scheduler = scheduler;
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
    var path = String.valueOf(exchange.getRequestURI().getRawPath());
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
    var call = new PayloadV2.Call(id, account, route.key(), parameters, scheduler.instant());
    var payload = PayloadV2.event(exchange, call, body.get()).bytes();
    if (payload.length > MAX_PAYLOAD) {
      say(exchange, 413, "Request Entity Too Large");
      return;
    }
    switch (invoke(route.function(), payload)) {
      case Outcome.Answered(var answer) -> PayloadV2.send(exchange, answer);
      case Outcome.Failed _ -> say(exchange, 500, "Internal Server Error");
      case Outcome.Unavailable _ -> say(exchange, 503, "Service Unavailable");
    }
  }

  private sealed interface Outcome {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(byte[] answer) implements Outcome {}

    record Failed() implements Outcome {}

    /// It took too long, or there was no room for the call.
    record Unavailable() implements Outcome {}
  }

  private Outcome invoke(String function, byte[] payload) {
    var outcome = new CompletableFuture<Outcome>();
    var limit =
        scheduler.at(
            scheduler.instant().plus(PATIENCE), () -> outcome.complete(new Outcome.Unavailable()));
    var _ = Thread.ofVirtual().name("api").start(() -> outcome.complete(call(function, payload)));
    try {
      return outcome.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Unavailable();
    } catch (ExecutionException _) {
      return new Outcome.Failed();
    } finally {
      limit.cancel();
    }
  }

  private Outcome call(String function, byte[] payload) {
    try {
      return new Outcome.Answered(functions.invoke(function, payload));
    } catch (AwsError e) {
      return e.status() == 429 ? new Outcome.Unavailable() : new Outcome.Failed();
    } catch (RuntimeException e) {
      return new Outcome.Failed();
    }
  }

  private static void say(HttpExchange exchange, int status, String message) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    var body = Json.object().put("message", message).build().text();
    LoopbackServer.send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }
}
