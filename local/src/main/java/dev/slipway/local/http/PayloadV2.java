package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// How an HTTP API tells a function of a request, and reads its answer.
///
/// Reference: "Create AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0.
final class PayloadV2 {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PayloadV2() {}

  static Json.Obj event(
      HttpExchange exchange,
      String api,
      String routeKey,
      Map<String, String> parameters,
      byte[] body,
      Instant now) {
    var uri = exchange.getRequestURI();
    var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    var text = isText(exchange.getRequestHeaders().getFirst("Content-Type"));
    var event =
        Json.object()
            .put("version", "2.0")
            .put("routeKey", routeKey)
            .put("rawPath", uri.getPath())
            .put("rawQueryString", query)
            .put("headers", Json.strings(headers(exchange)));
    if (!query.isEmpty()) {
      event.put("queryStringParameters", Json.strings(query(query)));
    }
    event.put("requestContext", context(exchange, api, routeKey, now));
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    if (!parameters.isEmpty()) {
      event.put("pathParameters", Json.strings(parameters));
    }
    return event.put("isBase64Encoded", body.length > 0 && !text).build();
  }

  private static Json.Obj context(HttpExchange exchange, String api, String routeKey, Instant now) {
    var headers = exchange.getRequestHeaders();
    var http =
        Json.object()
            .put("method", exchange.getRequestMethod())
            .put("path", exchange.getRequestURI().getPath())
            .put("protocol", exchange.getProtocol())
            .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
            .put("userAgent", String.valueOf(headers.getFirst("User-Agent")))
            .build();
    return Json.object()
        .put("accountId", "000000000000")
        .put("apiId", api)
        .put("domainName", String.valueOf(headers.getFirst("Host")))
        .put("domainPrefix", api)
        .put("http", http)
        .put("requestId", UUID.randomUUID().toString())
        .put("routeKey", routeKey)
        .put("stage", "$default")
        .put("time", TIME.format(now))
        .put("timeEpoch", (double) now.toEpochMilli())
        .build();
  }

  /// Text stays text; only other bodies are told in Base64.
  private static boolean isText(@org.jspecify.annotations.Nullable String type) {
    if (type == null) {
      return false;
    }
    var plain = type.toLowerCase(Locale.ROOT);
    return plain.startsWith("text/")
        || plain.startsWith("application/json")
        || plain.startsWith("application/javascript")
        || plain.startsWith("application/xml")
        || plain.startsWith("application/x-www-form-urlencoded")
        || plain.split(";", 2)[0].strip().endsWith("+json");
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  private static Map<String, String> query(String raw) {
    var query = new TreeMap<String, String>();
    for (var part : raw.split("&", -1)) {
      var equals = part.indexOf('=');
      var name = decode(equals < 0 ? part : part.substring(0, equals));
      var value = equals < 0 ? "" : decode(part.substring(equals + 1));
      query.merge(name, value, (before, more) -> before + "," + more);
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /// Sends what the function returned; an answer without `statusCode` is a body with status 200.
  static void send(HttpExchange exchange, byte[] answer) throws IOException {
    var value = answer.length == 0 ? Json.Obj.EMPTY : Json.parse(answer);
    if (!(value instanceof Json.Obj object) || object.number("statusCode").isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(exchange, 200, answer);
      return;
    }
    object
        .object("headers")
        .members()
        .forEach((name, header) -> {
          if (header instanceof Json.Str(var text)) {
            exchange.getResponseHeaders().set(name, text);
          }
        });
    var text = object.string("body").orElse("");
    var body =
        object.bool("isBase64Encoded").orElse(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    LoopbackServer.send(exchange, (int) object.requireNumber("statusCode"), body);
  }
}
