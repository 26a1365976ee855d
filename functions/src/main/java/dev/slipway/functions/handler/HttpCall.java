package dev.slipway.functions.handler;

import dev.slipway.ci.job.JobJson;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP API request, payload format 2.0.
///
/// @param headers names in lower case
/// @param query decoded
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpCall(
    String method,
    String path,
    Map<String, String> headers,
    Map<String, String> query,
    byte[] body) {
  static HttpCall read(InputStream in) throws IOException {
    var event = Json.parseObject(in.readAllBytes());
    var http = event.object("requestContext").object("http");
    var text = event.string("body").orElse("");
    var body =
        event.bool("isBase64Encoded").orElse(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    return new HttpCall(
        http.string("method").orElse("GET"),
        event.string("rawPath").orElse("/"),
        lower(event.object("headers")),
        JobJson.stringMap(event.object("queryStringParameters")),
        body);
  }

  private static Map<String, String> lower(Json.Obj headers) {
    var lower = new TreeMap<String, String>();
    headers
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Str(var text)) {
            lower.put(name.toLowerCase(Locale.ROOT), text);
          }
        });
    return lower;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  /// The body as an object; an empty one as an empty object.
  ///
  /// @throws ProblemException 400 when it is something else
  Json.Obj json() {
    if (body.length == 0) {
      return Json.Obj.EMPTY;
    }
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          400, "The body is not a JSON object", String.valueOf(e.getMessage()));
    }
  }
}
