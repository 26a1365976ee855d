package dev.slipway.functions.handler;

import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// An HTTP API response.
record HttpAnswer(int status, String contentType, Json body, Optional<String> etag) {
  static HttpAnswer of(int status, Json body) {
    return new HttpAnswer(status, "application/json", body, Optional.empty());
  }

  /// An answer that a client may keep: 304 when it has it already.
  static HttpAnswer tagged(HttpCall call, Json body) {
    var etag = "\"" + Digest.sha256(body.bytes()).hex().substring(0, 32) + "\"";
    return call.header("if-none-match").filter(etag::equals).isPresent()
        ? new HttpAnswer(304, "application/json", Json.Null.INSTANCE, Optional.of(etag))
        : new HttpAnswer(200, "application/json", body, Optional.of(etag));
  }

  static HttpAnswer problem(int status, String title, String detail) {
    var body =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .build();
    return new HttpAnswer(status, "application/problem+json", body, Optional.empty());
  }

  void write(OutputStream out) throws IOException {
    var headers = Json.object().put("content-type", contentType).put("cache-control", "no-store");
    etag.ifPresent(tag -> headers.put("etag", tag).put("cache-control", "no-cache"));
    out.write(
        Json.object()
            .put("statusCode", status)
            .put("headers", headers.build())
            .put("body", status == 304 || status == 204 ? "" : body.text())
            .put("isBase64Encoded", false)
            .build()
            .bytes());
  }
}
