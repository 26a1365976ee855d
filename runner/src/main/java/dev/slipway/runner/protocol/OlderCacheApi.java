package dev.slipway.runner.protocol;

import dev.slipway.model.Json;
import dev.slipway.runner.storage.Caches;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// `_apis/artifactcache`: what older clients of caches ask. Pieces come in any order, each with its
/// place.
final class OlderCacheApi {
  static final String PATH = "/_apis/artifactcache/";

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,15})-([0-9]{1,15})/.*");

  private final Caches caches;
  private final Blobs blobs;
  private final UnaryOperator<String> address;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<String, Begun> begun = new ConcurrentHashMap<>();

  /// @param address makes a whole address of a path
  OlderCacheApi(Caches caches, Blobs blobs, UnaryOperator<String> address) {
    this.caches = caches;
    this.blobs = blobs;
    this.address = address;
  }

  private record Begun(String key, String version, Path content) {}

  Answer answer(Request request) throws IOException {
    var path = request.path().substring(PATH.length());
    try {
      return switch (request.method() + " " + path.replaceFirst("/[0-9]+$", "/id")) {
        case "GET cache" -> find(request);
        case "POST caches" -> begin(request.json());
        case "PATCH caches/id" -> write(path, request);
        case "POST caches/id" -> finish(path);
        default -> Answer.empty(404);
      };
    } catch (Caches.RefusedException e) {
      return new Answer.Document(
          409, Json.object().put("message", String.valueOf(e.getMessage())).build());
    }
  }

  private Answer find(Request request) {
    var keys = List.of(request.query().getOrDefault("keys", "").split(",", -1));
    return caches
        .find(keys, request.query().getOrDefault("version", ""))
        .map(found ->
            Answer.ok(
                Json.object()
                    .put("archiveLocation", address.apply(blobs.toGet(found.content())))
                    .put("cacheKey", found.key())
                    .put("scope", found.ref())
                    .put("creationTime", found.created().toString())
                    .build()))
        .orElseGet(() -> Answer.empty(204));
  }

  private Answer begin(Json.Obj message) {
    var key = message.string("key").orElse("");
    var version = message.string("version").orElse("");
    var id = last.incrementAndGet();
    begun.put("caches/" + id, new Begun(key, version, caches.begin(key, version)));
    return new Answer.Document(201, Json.object().put("cacheId", id).build());
  }

  private Answer write(String path, Request request) throws IOException {
    var upload = begun.get(path);
    var range = RANGE.matcher(request.header("Content-Range").orElse(""));
    if (upload == null || !range.matches()) {
      return Answer.empty(upload == null ? 404 : 416);
    }
    try (var out =
        FileChannel.open(upload.content(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.position(Long.parseLong(range.group(1)));
      request.body().transferTo(Channels.newOutputStream(out));
    }
    return Answer.empty(204);
  }

  private Answer finish(String path) {
    var upload = Optional.ofNullable(begun.remove(path));
    if (upload.isEmpty() || Blobs.whole(upload.get().content()).isEmpty()) {
      return Answer.empty(404);
    }
    caches.finish(upload.get().key(), upload.get().version(), upload.get().content());
    return Answer.empty(204);
  }

  /// Gives up what was begun and never finished.
  void close() {
    begun.values().forEach(upload -> caches.drop(upload.content()));
  }
}
