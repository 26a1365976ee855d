package dev.slipway.functions.cloud;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.webhook.GitHubSignature;
import dev.slipway.model.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as an HTTP API gives it to a function, payload format 2.0.
public record HttpEvent(
    String method,
    String path,
    Map<String, String> headers,
    Map<String, String> query,
    String body) {
  public static HttpEvent of(String method, String path) {
    return new HttpEvent(method, path, Map.of(), Map.of(), "");
  }

  public HttpEvent header(String name, String value) {
    return new HttpEvent(method, path, plus(headers, name, value), query, body);
  }

  public HttpEvent parameter(String name, String value) {
    return new HttpEvent(method, path, headers, plus(query, name, value), body);
  }

  public HttpEvent body(String text) {
    return new HttpEvent(method, path, headers, query, text);
  }

  /// A webhook delivery of GitHub, signed.
  public static HttpEvent webhook(String id, String event, String body) {
    return of("POST", "/webhooks/github")
        .header("X-GitHub-Delivery", id)
        .header("X-GitHub-Event", event)
        .body(body)
        .header(
            "X-Hub-Signature-256",
            GitHubSignature.sign(
                body.getBytes(StandardCharsets.UTF_8), InMemoryAws.WEBHOOK_SECRET));
  }

  private static Map<String, String> plus(Map<String, String> some, String name, String value) {
    var all = new LinkedHashMap<>(some);
    all.put(name, value);
    return all;
  }

  public Json.Obj json() {
    return Json.object()
        .put("version", "2.0")
        .put("routeKey", "$default")
        .put("rawPath", path)
        .put("headers", Json.strings(headers))
        .put("queryStringParameters", Json.strings(query))
        .put(
            "requestContext",
            Json.object()
                .put("http", Json.object().put("method", method).put("path", path).build())
                .build())
        .put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
        .put("isBase64Encoded", true)
        .build();
  }

  /// What a function answered.
  public record Answer(int status, Map<String, String> headers, String body) {
    public @Nullable String header(String name) {
      return headers.get(name);
    }

    public Json.Obj json() {
      return (Json.Obj) Json.parse(body);
    }

    /// `title: detail` of a problem document.
    public String problem() {
      return json().requireString("title") + ": " + json().requireString("detail");
    }
  }

  public Answer send(RequestStreamHandler handler) {
    var json = call(handler, json());
    var headers = new LinkedHashMap<String, String>();
    json.object("headers")
        .members()
        .forEach((name, value) -> headers.put(name, ((Json.Str) value).value()));
    return new Answer((int) json.requireNumber("statusCode"), headers, json.requireString("body"));
  }

  /// Calls a function with any payload.
  public static Json.Obj call(RequestStreamHandler handler, Json.Obj payload) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(payload.bytes()), out, new NoContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size() == 0 ? Json.Obj.EMPTY : Json.parseObject(out.toByteArray());
  }
}
