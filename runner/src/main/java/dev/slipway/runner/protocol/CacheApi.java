package dev.slipway.runner.protocol;

import dev.slipway.model.Json;
import dev.slipway.runner.storage.Caches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// `github.actions.results.api.v1.CacheService`: what `@actions/cache` asks. What cannot be stored
/// is no error there: the job goes on without.
final class CacheApi {
  private final Caches caches;
  private final Blobs blobs;
  private final UnaryOperator<String> address;
  private final Map<String, Path> begun = new ConcurrentHashMap<>();

  /// @param address makes a whole address of a path
  CacheApi(Caches caches, Blobs blobs, UnaryOperator<String> address) {
    this.caches = caches;
    this.blobs = blobs;
    this.address = address;
  }

  Answer answer(String call, Request request) throws IOException {
    var message = request.json();
    var key = message.string("key").orElse("");
    var version = message.string("version").orElse("");
    try {
      return switch (call) {
        case "CreateCacheEntry" -> {
          var content = caches.begin(key, version);
          begun.put(key + "\n" + version, content);
          yield Answer.ok(
              Json.object()
                  .put("ok", true)
                  .put("signed_upload_url", address.apply(blobs.toPut(content)))
                  .build());
        }
        case "FinalizeCacheEntryUpload" -> finish(key, version);
        case "GetCacheEntryDownloadURL" -> find(key, version, message);
        default -> Answer.refused(404, "bad_route", "There is no call " + call);
      };
    } catch (Caches.RefusedException e) {
      return no(String.valueOf(e.getMessage()));
    }
  }

  private static Answer no(String why) {
    return Answer.ok(Json.object().put("ok", false).put("message", why).build());
  }

  private Answer finish(String key, String version) {
    var content = begun.remove(key + "\n" + version);
    if (content == null || Blobs.whole(content).isEmpty()) {
      return no("Nothing was put for " + key);
    }
    caches.finish(key, version, content);
    return Answer.ok(Json.object().put("ok", true).put("entry_id", "1").build());
  }

  private Answer find(String key, String version, Json.Obj message) {
    var keys = new ArrayList<String>();
    keys.add(key);
    keys.addAll(message.strings("restore_keys"));
    return caches
        .find(keys, version)
        .map(found ->
            Answer.ok(
                Json.object()
                    .put("ok", true)
                    .put("signed_download_url", address.apply(blobs.toGet(found.content())))
                    .put("matched_key", found.key())
                    .build()))
        .orElseGet(() -> no("There is none"));
  }

  /// Gives up what was begun and never finished.
  void close() {
    begun.values().forEach(content -> caches.drop(content));
  }
}
