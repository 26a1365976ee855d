package dev.slipway.local.resource;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.http.HttpApi;
import dev.slipway.local.wire.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What answers on the public port: the distribution once everything is ready, 503 before.
public final class Front implements LoopbackServer.Answering {
  private final Map<String, HttpApi> apis = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> headerPolicies = new ConcurrentHashMap<>();
  private volatile Optional<LoopbackServer.Answering> distribution = Optional.empty();
  private volatile boolean ready;

  void add(HttpApi api) {
    apis.put(api.id(), api);
  }

  HttpApi api(String id) {
    var api = apis.get(id);
    if (api == null) {
      throw new IllegalArgumentException("no HTTP API " + id);
    }
    return api;
  }

  /// The API behind an origin's domain; all APIs of this cloud share the public port.
  HttpApi onlyApi() {
    if (apis.size() != 1) {
      throw new IllegalStateException(
          "%d HTTP APIs share one port; the local cloud tells only one".formatted(apis.size()));
    }
    return apis.values().iterator().next();
  }

  void addHeaders(String policy, Map<String, String> headers) {
    headerPolicies.put(policy, headers);
  }

  Map<String, String> headers(String policy) {
    return headerPolicies.getOrDefault(policy, Map.of());
  }

  void distribute(LoopbackServer.Answering through) {
    distribution = Optional.of(through);
  }

  /// Everything is there: from now on requests are answered.
  public void open() {
    ready = true;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    if (!ready || distribution.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      exchange.getResponseHeaders().set("Retry-After", "1");
      var body = "{\"type\":\"about:blank\",\"title\":\"Starting\",\"status\":503}\n";
      LoopbackServer.send(exchange, 503, body.getBytes(StandardCharsets.UTF_8));
      return;
    }
    distribution.get().answer(exchange);
  }
}
