package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.wire.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// A CloudFront distribution: behaviours by path, before an API or a bucket. Objects of the bucket
/// are cached until the process ends; a deployment fills the bucket before the first request.
public final class Distribution implements LoopbackServer.Answering {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("woff2", "font/woff2"));

  /// What the site's viewer function takes for a file: `/runs/1/jobs/test.3` is none.
  private static final Pattern FILE = Pattern.compile("/(assets/)?[^/]+\\.[a-z][a-z0-9]*");

  /// Requests below that prefix go to an API.
  ///
  /// @param prefix `/api/` for the pattern `/api/*`
  public record Behaviour(String prefix, LoopbackServer.Answering origin) {}

  /// The default behaviour: files of a bucket.
  ///
  /// @param onePage whether paths that are no files show the root page, as the site's viewer
  ///   function does
  /// @param headers added to every answer
  public record Files(String bucket, String root, boolean onePage, Map<String, String> headers) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cached(byte[] body, String type) {}

  private final List<Behaviour> behaviours;
  private final Files files;
  private final Objects objects;
  private final Map<String, Optional<Cached>> cache = new ConcurrentHashMap<>();

  public Distribution(List<Behaviour> behaviours, Files files, Objects objects) {
    this.behaviours = List.copyOf(behaviours);
    this.files = files;
    this.objects = objects;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    for (var behaviour : behaviours) {
      if (path.startsWith(behaviour.prefix())) {
        behaviour.origin().answer(exchange);
        return;
      }
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      say(exchange, 403, "This distribution is not configured to allow the HTTP request method");
      return;
    }
    file(exchange, path);
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    var asked = files.onePage() && !FILE.matcher(path).matches() ? "/" + files.root() : path;
    files.headers().forEach(exchange.getResponseHeaders()::set);
    var found = asked.contains("..") ? Optional.<Cached>empty() : load(asked.substring(1));
    if (found.isEmpty()) {
      say(exchange, 404, "There is no such file");
      return;
    }
    var hashed = asked.startsWith("/assets/");
    exchange
        .getResponseHeaders()
        .set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    exchange.getResponseHeaders().set("Content-Type", found.get().type());
    LoopbackServer.send(exchange, 200, found.get().body());
  }

  private Optional<Cached> load(String key) {
    var known = cache.get(key);
    if (known != null) {
      return known;
    }
    var loaded = objects.get(files.bucket(), key).map(body -> new Cached(body, type(key)));
    if (loaded.isPresent()) {
      cache.put(key, loaded);
    }
    return loaded;
  }

  private static String type(String key) {
    var extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    LoopbackServer.send(exchange, status, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
