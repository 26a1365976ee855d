package dev.slipway.local.objects;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/// Uploads in parts that are under way.
final class Uploads {
  /// @param algorithm of the sum that its parts carry
  record Upload(
      String id,
      String bucket,
      String key,
      Instant started,
      Map<String, String> headers,
      Map<String, String> tags,
      Optional<Checksum> algorithm,
      Checksum.Kind kind) {}

  private final Index index;
  private final Bodies bodies;
  private final MVMap<String, byte[]> uploads;
  private final MVMap<String, byte[]> parts;

  Uploads(Store store, Index index, Bodies bodies) {
    this.index = index;
    this.bodies = bodies;
    this.uploads = store.map("objects.uploads");
    this.parts = store.map("objects.parts");
  }

  /// The bodies that parts are made of.
  void name(java.util.function.Consumer<String> each) {
    parts
        .values()
        .forEach(
            value -> StoredObject.read(value).pieces().forEach(piece -> each.accept(piece.id())));
  }

  void start(Upload upload) {
    var json =
        Json.object()
            .put("bucket", upload.bucket())
            .put("key", upload.key())
            .put("started", (double) upload.started().toEpochMilli())
            .put("headers", Json.strings(upload.headers()))
            .put("tags", Json.strings(upload.tags()))
            .put("algorithm", upload.algorithm().map(Checksum::name))
            .put("kind", upload.kind().name())
            .build();
    index.change(() -> uploads.put(upload.id(), json.bytes()));
  }

  Upload require(S3Request request) {
    return find(request.parameter("uploadId").orElse(""))
        .filter(upload ->
            upload.bucket().equals(request.bucket()) && upload.key().equals(request.key()))
        .orElseThrow(S3Errors::noUpload);
  }

  private Optional<Upload> find(String id) {
    return Optional.ofNullable(uploads.get(id))
        .map(Json::parseObject)
        .map(json ->
            new Upload(
                id,
                json.requireString("bucket"),
                json.requireString("key"),
                Instant.ofEpochMilli((long) json.requireNumber("started")),
                StoredObject.texts(json.object("headers")),
                StoredObject.texts(json.object("tags")),
                json.string("algorithm").map(Checksum::valueOf),
                Checksum.Kind.valueOf(json.requireString("kind"))));
  }

  List<Upload> of(String bucket) {
    return uploads.keySet().stream()
        .flatMap(id -> find(id).stream())
        .filter(upload -> upload.bucket().equals(bucket))
        .sorted(java.util.Comparator.comparing(Upload::key).thenComparing(Upload::started))
        .toList();
  }

  private static String at(String upload, int part) {
    return "%s/%05d".formatted(upload, part);
  }

  /// Keeps a part; one of the same number is replaced.
  void keep(Upload upload, int number, StoredObject part) {
    var before =
        index.change(() -> {
          if (!uploads.containsKey(upload.id())) {
            throw S3Errors.noUpload();
          }
          return parts.put(at(upload.id(), number), part.json().bytes());
        });
    if (before != null) {
      StoredObject.read(before).pieces().forEach(piece -> bodies.remove(piece.id()));
    }
  }

  /// By their numbers.
  SortedMap<Integer, StoredObject> parts(String upload) {
    var found = new TreeMap<Integer, StoredObject>();
    var cursor = parts.cursor(upload + "/");
    while (cursor.hasNext()) {
      var at = cursor.next();
      if (!at.startsWith(upload + "/")) {
        break;
      }
      found.put(
          Integer.parseInt(at.substring(at.indexOf('/') + 1)),
          StoredObject.read(cursor.getValue()));
    }
    return found;
  }

  /// Forgets the upload and its parts; the bodies of those that no object took over go.
  ///
  /// @param kept the bodies that live on in an object
  void end(String upload, List<StoredObject.Piece> kept) {
    var ended = new ArrayList<StoredObject.Piece>();
    index.change(() -> {
      parts(upload)
          .forEach((number, part) -> {
            ended.addAll(part.pieces());
            parts.remove(at(upload, number));
          });
      return uploads.remove(upload);
    });
    ended.removeAll(kept);
    ended.forEach(piece -> bodies.remove(piece.id()));
  }
}
