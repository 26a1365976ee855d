package dev.slipway.functions.handler;

import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP API response. Nothing may be kept without asking again.
///
/// @param headers names in lower case
/// @param body empty for an answer without
record HttpAnswer(int status, Map<String, String> headers, Optional<Json> body) {
  HttpAnswer {
    headers = Map.copyOf(headers);
  }

  static HttpAnswer of(int status, Json body) {
    return new HttpAnswer(status, Map.of("content-type", "application/json"), Optional.of(body));
  }

  static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), Optional.empty());
  }

  /// An answer that a client may keep: 304 when it has it already.
  static HttpAnswer tagged(HttpCall call, Json body) {
    var etag = "\"" + Digest.sha256(body.bytes()).hex().substring(0, 32) + "\"";
    var answer =
        call.header("if-none-match").filter(known -> names(known, etag)).isPresent()
            ? empty(304)
            : of(200, body);
    return answer.with("etag", etag);
  }

  /// Whether an If-None-Match names the tag. A proxy that compresses makes a tag weak; the
  /// comparison is the weak one of RFC 9110.
  private static boolean names(String known, String etag) {
    return Arrays.stream(known.split(",", -1))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
  }

  static HttpAnswer problem(int status, String title, String detail) {
    var body =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .build();
    return of(status, body).with("content-type", "application/problem+json");
  }

  HttpAnswer with(String header, String value) {
    var all = new TreeMap<>(headers);
    all.put(header, value);
    return new HttpAnswer(status, all, body);
  }

  HttpAnswer withoutBody() {
    return new HttpAnswer(status, headers, Optional.empty());
  }

  void write(OutputStream out) throws IOException {
    var all = new TreeMap<>(headers);
    all.put("cache-control", "no-cache");
    out.write(
        Json.object()
            .put("statusCode", status)
            .put("headers", Json.strings(all))
            .put("body", body.map(Json::text).orElse(""))
            .put("isBase64Encoded", false)
            .build()
            .bytes());
  }
}
