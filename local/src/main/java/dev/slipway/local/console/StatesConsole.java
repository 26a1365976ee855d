package dev.slipway.local.console;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers the site's console from Step Functions, and hands on what is not the console's.
///
/// Only this machine reaches it, as with everything on the public port, so it asks for no token.
/// `GET` and `HEAD` alone: whoever wants to change something has the AWS CLI. What Step Functions
/// refuses comes as a problem document with its error's name as the title.
public final class StatesConsole implements LoopbackServer.Answering {
  /// What stands before every path of the console.
  public static final String PREFIX = "/console/v1/";

  private final JsonService states;
  private final LoopbackServer.Answering others;

  /// @param states Step Functions
  /// @param others who answers what is below no path of the console
  public StatesConsole(JsonService states, LoopbackServer.Answering others) {
    this.states = states;
    this.others = others;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var path = String.valueOf(exchange.getRequestURI().getRawPath());
    if (!path.startsWith(PREFIX)) {
      others.answer(exchange);
    } else if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      refuse(exchange, 405, "Wrong method", "The console only reads");
    } else {
      read(exchange, path.substring(PREFIX.length()));
    }
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    try {
      var found = ConsoleRoute.find(path);
      if (found.isEmpty()) {
        refuse(exchange, 404, "No such path", "There is nothing at " + PREFIX + path);
        return;
      }
      var request = request(found.get(), query(exchange));
      send(exchange, states.call(found.get().route().operation(), request.bytes()));
    } catch (AwsError e) {
      refuse(exchange, statusOf(e), e.code(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, "The request is not right", String.valueOf(e.getMessage()));
    }
  }

  private static Json.Obj request(ConsoleRoute.Found found, Map<String, String> query) {
    var route = found.route();
    var request = Json.object();
    if (!route.member().isEmpty()) {
      request.put(route.member(), found.arn());
    }
    if (route.page() > 0) {
      request.put("maxResults", route.page());
    }
    route
        .parameters()
        .forEach(name ->
            Optional.ofNullable(query.get(name))
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> request.put(name, value)));
    return request.build();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = new TreeMap<String, String>();
    for (var pair :
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("").split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static int statusOf(AwsError error) {
    return error.code().endsWith("DoesNotExist") || error.code().equals("ResourceNotFound")
        ? 404
        : error.status();
  }

  private static void send(HttpExchange exchange, byte[] document) throws IOException {
    var etag = "\"" + Digest.sha256(document).hex().substring(0, 32) + "\"";
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", etag);
    headers.set("Cache-Control", "no-cache");
    if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      LoopbackServer.send(exchange, 304, new byte[0]);
      return;
    }
    headers.set("Content-Type", "application/json");
    LoopbackServer.send(exchange, 200, document);
  }

  private static void refuse(HttpExchange exchange, int status, String title, String detail)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    var problem =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .build();
    LoopbackServer.send(exchange, status, problem.bytes());
  }
}
