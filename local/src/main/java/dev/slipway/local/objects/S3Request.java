package dev.slipway.local.objects;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.Form;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.XmlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a client asks of S3: the bucket by the host's name or the path's beginning, and the rest.
///
/// @param key empty for the bucket itself
record S3Request(HttpExchange exchange, String bucket, String key, Form query) {
  private static final int MAX_DOCUMENT = 2 * 1024 * 1024;
  private static final int MAX_KEY = 1024;
  private static final int MAX_METADATA = 2 * 1024;

  static S3Request of(HttpExchange exchange) {
    var rawQuery = exchange.getRequestURI().getRawQuery();
    var query = Form.of(rawQuery == null ? "" : rawQuery);
    var path = exchange.getRequestURI().getPath();
    var rest = path == null || path.isEmpty() ? "" : path.substring(1);
    var host = host(exchange);
    if (host.isPresent()) {
      return new S3Request(exchange, host.get(), checked(rest), query);
    }
    var slash = rest.indexOf('/');
    return slash < 0
        ? new S3Request(exchange, rest, "", query)
        : new S3Request(
            exchange, rest.substring(0, slash), checked(rest.substring(slash + 1)), query);
  }

  private static String checked(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
      throw S3Errors.request("KeyTooLongError", "Your key is too long");
    }
    return key;
  }

  /// The bucket of `bucket.localhost` and of `bucket.s3.localhost`.
  private static Optional<String> host(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Host");
    if (header == null) {
      return Optional.empty();
    }
    var host = header.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    if (!host.endsWith(".localhost")) {
      return Optional.empty();
    }
    var name = host.substring(0, host.length() - ".localhost".length());
    var bucket = name.replaceFirst("(^|\\.)s3([.-][a-z0-9.-]+)?$", "");
    return bucket.isEmpty() ? Optional.empty() : Optional.of(bucket);
  }

  String method() {
    return exchange.getRequestMethod();
  }

  boolean asks(String subResource) {
    return query.parameters().containsKey(subResource);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.parameters().get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  Conditions conditions() {
    return new Conditions(this::header);
  }

  /// A number among the parameters.
  int number(String name, int usual, int least, int most) {
    var text = parameter(name).filter(given -> !given.isEmpty());
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.get().matches("\\d{1,9}")
        || Integer.parseInt(text.get()) < least
        || Integer.parseInt(text.get()) > most) {
      throw S3Errors.argument(
          "Argument %s must be an integer between %d and %d".formatted(name, least, most));
    }
    return Integer.parseInt(text.get());
  }

  byte[] document() throws IOException {
    return LoopbackServer.body(exchange, MAX_DOCUMENT).orElseThrow(S3Errors::malformed);
  }

  XmlNode xml() throws IOException {
    return xml(document());
  }

  static XmlNode xml(byte[] document) {
    try {
      return XmlNode.parse(document);
    } catch (IllegalArgumentException _) {
      throw S3Errors.malformed();
    }
  }

  /// The headers that belong to the object and come back with it.
  Map<String, String> objectHeaders() {
    var kept = new TreeMap<String, String>();
    var size = 0;
    for (var entry : exchange.getRequestHeaders().entrySet()) {
      var name = entry.getKey().toLowerCase(Locale.ROOT);
      var value = String.join(",", entry.getValue());
      switch (name) {
        case "cache-control",
            "content-disposition",
            "content-language",
            "content-type",
            "expires" ->
            kept.put(name, value);
        case "content-encoding" -> encoding(value).ifPresent(rest -> kept.put(name, rest));
        case "x-amz-storage-class", "x-amz-website-redirect-location" -> kept.put(name, value);
        default -> {
          if (name.startsWith("x-amz-meta-")) {
            kept.put(name, value);
            size += name.length() - "x-amz-meta-".length() + value.length();
          }
        }
      }
    }
    if (size > MAX_METADATA) {
      throw S3Errors.request(
          "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
    }
    kept.putIfAbsent("content-type", "binary/octet-stream");
    return kept;
  }

  /// `aws-chunked` is how it travels, not what it is.
  private static Optional<String> encoding(String value) {
    var kept = new java.util.ArrayList<String>();
    for (var part : value.split(",", -1)) {
      if (!part.strip().equalsIgnoreCase("aws-chunked") && !part.isBlank()) {
        kept.add(part.strip());
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(String.join(",", kept));
  }

  /// Tags in `x-amz-tagging`.
  Map<String, String> tags() {
    return Tags.checked(
        header("x-amz-tagging").map(Form::of).map(Form::parameters).orElse(Map.of()));
  }
}
