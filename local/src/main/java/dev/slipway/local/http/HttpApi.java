package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.http.Authorizer.Verdict;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/// An HTTP API of API Gateway: routes to functions, payload format 2.0.
///
/// A function answers, once its authorizer, where it has one, allows it.
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
  private final String region;
  private final String account;
  private final FunctionInvoker functions;
  private final Scheduler scheduler;
  private final Map<String, String> integrations = new ConcurrentHashMap<>();
  private final Map<String, Authorizer> authorizers = new ConcurrentHashMap<>();
  private final List<Route> routes = new CopyOnWriteArrayList<>();
  private volatile Optional<Cors> cors = Optional.empty();

  public HttpApi(
      String id, String region, String account, FunctionInvoker functions, Scheduler scheduler) {
    this.id = id;
    this.region = region;
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

  public void authorize(String authorizer, Authorizer.Settings settings) {
    authorizers.put(authorizer, new Authorizer(settings, functions));
  }

  /// From now on pages of other origins may call, as configured.
  public void allow(Cors configured) {
    cors = Optional.of(configured);
  }

  /// @param key `POST /webhooks/{forge}`
  public void route(String key, String integration) {
    route(key, integration, Optional.empty());
  }

  /// @param authorizer who says who may call; empty where everyone may
  public void route(String key, String integration, Optional<String> authorizer) {
    var function = integrations.get(integration);
    if (function == null) {
      throw new IllegalArgumentException("no integration " + integration);
    }
    routes.add(Route.of(key, function, authorizer.map(this::authorizer)));
    routes.sort(Comparator.comparingInt(Route::rank));
  }

  private Authorizer authorizer(String name) {
    var found = authorizers.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no authorizer " + name);
    }
    return found;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = String.valueOf(exchange.getRequestURI().getRawPath());
    if (isPreflight(exchange) && cors.isPresent()) {
      tell(exchange, cors.get().preflight(origin(exchange).orElse("")));
      LoopbackServer.send(exchange, 204, new byte[0]);
      return;
    }
    cors.ifPresent(
        allowed -> origin(exchange).ifPresent(origin -> tell(exchange, allowed.answer(origin))));
    for (var route : routes) {
      var parameters = route.match(method, path);
      if (parameters.isPresent()) {
        call(exchange, route, parameters.get());
        return;
      }
    }
    say(exchange, 404, "Not Found");
  }

  private static boolean isPreflight(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("OPTIONS")
        && origin(exchange).isPresent()
        && exchange.getRequestHeaders().containsKey("Access-Control-Request-Method");
  }

  private static Optional<String> origin(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"));
  }

  private static void tell(HttpExchange exchange, Map<String, String> headers) {
    headers.forEach(exchange.getResponseHeaders()::set);
  }

  private void call(HttpExchange exchange, Route route, Map<String, String> parameters)
      throws IOException {
    var body = LoopbackServer.body(exchange, MAX_BODY);
    if (body.isEmpty()) {
      say(exchange, 413, "Request Entity Too Large");
      return;
    }
    var call =
        new PayloadV2.Call(id, region, account, route.key(), parameters, scheduler.instant());
    var event = PayloadV2.event(exchange, call, body.get());
    if (route.authorizer().isEmpty()) {
      call(exchange, route, event);
      return;
    }
    switch (route.authorizer().get().check(exchange, call, event)) {
      case Verdict.Allowed(var context) ->
          call(exchange, route, PayloadV2.authorized(event, context));
      case Verdict.Unknown _ -> say(exchange, 401, "Unauthorized");
      case Verdict.Denied _ -> say(exchange, 403, "Forbidden");
      case Verdict.Broken _ -> say(exchange, 500, "Internal Server Error");
    }
  }

  private void call(HttpExchange exchange, Route route, Json.Obj event) throws IOException {
    var payload = event.bytes();
    if (payload.length > MAX_PAYLOAD) {
      say(exchange, 413, "Request Entity Too Large");
      return;
    }
    switch (invoke(route.function(), payload)) {
      case Outcome.Answered(var answer) ->
          PayloadV2.send(exchange, answer, header -> cors.isEmpty() || !Cors.isOne(header));
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
