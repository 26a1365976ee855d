package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/// How an HTTP API tells a function of a request, and reads its answer.
///
/// Reference: "Create AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0.
final class PayloadV2 {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PayloadV2() {}

  /// What API Gateway itself knows of a request.
  record Call(
      String api,
      String region,
      String account,
      String routeKey,
      Map<String, String> parameters,
      Instant received) {}

  static Json.Obj event(HttpExchange exchange, Call call, byte[] body) {
    var uri = exchange.getRequestURI();
    var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    var text = isText(exchange.getRequestHeaders().getFirst("Content-Type"));
    var event =
        Json.object()
            .put("version", "2.0")
            .put("routeKey", call.routeKey())
            .put("rawPath", uri.getPath())
            .put("rawQueryString", query);
    var cookies = cookies(exchange);
    if (!cookies.isEmpty()) {
      event.put("cookies", Json.strings(cookies));
    }
    event.put("headers", Json.strings(headers(exchange)));
    if (!query.isEmpty()) {
      event.put("queryStringParameters", Json.strings(query(query)));
    }
    event.put("requestContext", context(exchange, call));
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    if (!call.parameters().isEmpty()) {
      event.put("pathParameters", Json.strings(call.parameters()));
    }
    return event.put("isBase64Encoded", body.length > 0 && !text).build();
  }

  /// The same event, with what an authorizer told of the caller.
  static Json.Obj authorized(Json.Obj event, Json.Obj context) {
    var told = new LinkedHashMap<>(event.object("requestContext").members());
    told.put("authorizer", Json.object().put("lambda", context).build());
    var all = new LinkedHashMap<>(event.members());
    all.put("requestContext", new Json.Obj(told));
    return new Json.Obj(all);
  }

  private static Json.Obj context(HttpExchange exchange, Call call) {
    var headers = exchange.getRequestHeaders();
    var http =
        Json.object()
            .put("method", exchange.getRequestMethod())
            .put("path", exchange.getRequestURI().getPath())
            .put("protocol", exchange.getProtocol())
            .put("sourceIp", source(exchange))
            .put("userAgent", String.valueOf(headers.getFirst("User-Agent")))
            .build();
    return Json.object()
        .put("accountId", call.account())
        .put("apiId", call.api())
        .put("domainName", String.valueOf(headers.getFirst("Host")))
        .put("domainPrefix", call.api())
        .put("http", http)
        .put("requestId", UUID.randomUUID().toString())
        .put("routeKey", call.routeKey())
        .put("stage", "$default")
        .put("time", TIME.format(call.received()))
        .put("timeEpoch", (double) call.received().toEpochMilli())
        .build();
  }

  private static String source(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  /// Cookies have a list of their own and are no header.
  private static List<String> cookies(HttpExchange exchange) {
    var cookies = new ArrayList<String>();
    for (var header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (var cookie : header.split(";", -1)) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return cookies;
  }

  /// Text stays text; other bodies are told in Base64, and so are forms.
  private static boolean isText(@org.jspecify.annotations.Nullable String type) {
    if (type == null) {
      return false;
    }
    var plain = type.toLowerCase(Locale.ROOT);
    return plain.startsWith("text/")
        || plain.startsWith("application/json")
        || plain.startsWith("application/javascript")
        || plain.startsWith("application/xml")
        || plain.split(";", 2)[0].strip().endsWith("+json")
        || plain.split(";", 2)[0].strip().endsWith("+xml");
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.remove("cookie");
    headers.merge("x-forwarded-for", source(exchange), (before, mine) -> before + ", " + mine);
    headers.putIfAbsent("x-forwarded-proto", "http");
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
  ///
  /// @param mayTell which headers are the function's to say
  static void send(HttpExchange exchange, byte[] answer, Predicate<String> mayTell)
      throws IOException {
    var value = parse(answer);
    if (!(value instanceof Json.Obj object) || object.get("statusCode").isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(exchange, 200, answer);
      return;
    }
    var status = status(object);
    var body = body(object);
    if (status < 100 || status > 599 || body.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      var broken = "{\"message\":\"Internal Server Error\"}";
      LoopbackServer.send(exchange, 500, broken.getBytes(StandardCharsets.UTF_8));
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/plain; charset=utf-8");
    object
        .object("headers")
        .members()
        .forEach((name, header) -> {
          if (mayTell.test(name)) {
            headers.set(name, oneLine(text(header)));
          }
        });
    for (var cookie : object.array("cookies")) {
      headers.add("Set-Cookie", oneLine(text(cookie)));
    }
    LoopbackServer.send(exchange, status, body.get());
  }

  /// What is no JSON is a text.
  private static Json parse(byte[] answer) {
    try {
      return answer.length == 0 ? Json.Null.INSTANCE : Json.parse(answer);
    } catch (MalformedJsonException _) {
      return Json.Null.INSTANCE;
    }
  }

  private static int status(Json.Obj answer) {
    var text = answer.get("statusCode").map(PayloadV2::text).orElse("");
    return text.matches("\\d{3}") ? Integer.parseInt(text) : 0;
  }

  private static Optional<byte[]> body(Json.Obj answer) {
    var text = answer.get("body").map(PayloadV2::text).orElse("");
    if (!answer.bool("isBase64Encoded").orElse(false)) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }

  /// A header's value cannot begin another header.
  private static String oneLine(String value) {
    return value.replaceAll("[\r\n]+", " ");
  }
}
