package dev.slipway.runner.protocol;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a client asks.
record Request(HttpExchange exchange, Map<String, String> query) {
  /// No message of these clients comes near.
  private static final int LARGEST_MESSAGE = 1024 * 1024;

  Request {
    query = Map.copyOf(query);
  }

  /// The request is not as it should be.
  static final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
      super(message);
    }
  }

  static Request of(HttpExchange exchange) {
    var query = new LinkedHashMap<String, String>();
    var raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (var pair : raw.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return new Request(exchange, query);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("'%s' is not encoded well".formatted(text));
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  InputStream body() {
    return exchange.getRequestBody();
  }

  /// The body as JSON.
  Json.Obj json() throws IOException {
    var bytes = body().readNBytes(LARGEST_MESSAGE + 1);
    if (bytes.length > LARGEST_MESSAGE) {
      throw new BadRequestException(
          "The message has more than %d bytes".formatted(LARGEST_MESSAGE));
    }
    try {
      return Json.parseObject(bytes);
    } catch (MalformedJsonException e) {
      throw new BadRequestException("The message is not JSON: " + e.getMessage());
    }
  }
}
