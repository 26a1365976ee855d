package dev.slipway.local.objects;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of an object, or of a part of one.
///
/// @param headers those that come back with it: its type, its encoding, `x-amz-meta-…`
/// @param pieces the bodies that make it up, in order
record StoredObject(
    String etag,
    Instant modified,
    Map<String, String> headers,
    Map<String, String> tags,
    Optional<Checksum.Value> checksum,
    List<Piece> pieces) {

  /// @param id of the body
  record Piece(String id, long size) {}

  StoredObject {
    headers = java.util.Collections.unmodifiableMap(new TreeMap<>(headers));
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    pieces = List.copyOf(pieces);
  }

  long size() {
    return pieces.stream().mapToLong(Piece::size).sum();
  }

  boolean isMultipart() {
    return etag.contains("-");
  }

  StoredObject described(Map<String, String> headers, Map<String, String> tags) {
    return new StoredObject(etag, modified, headers, tags, checksum, pieces);
  }

  Json.Obj json() {
    var json =
        Json.object()
            .put("etag", etag)
            .put("modified", (double) modified.toEpochMilli())
            .put("headers", Json.strings(headers))
            .put("tags", Json.strings(tags))
            .put(
                "pieces",
                Json.array(
                    pieces.stream()
                        .map(piece ->
                            Json.object()
                                .put("id", piece.id())
                                .put("size", (double) piece.size())
                                .build())
                        .toList()));
    checksum.ifPresent(sum ->
        json.put("sum", sum.algorithm().name())
            .put("value", sum.base64())
            .put("kind", sum.kind().name()));
    return json.build();
  }

  static StoredObject read(byte[] bytes) {
    var json = Json.parseObject(bytes);
    var pieces = new ArrayList<Piece>();
    for (var item : json.array("pieces")) {
      var piece = (Json.Obj) item;
      pieces.add(new Piece(piece.requireString("id"), (long) piece.requireNumber("size")));
    }
    return new StoredObject(
        json.requireString("etag"),
        Instant.ofEpochMilli((long) json.requireNumber("modified")),
        texts(json.object("headers")),
        texts(json.object("tags")),
        json.string("sum")
            .map(name ->
                new Checksum.Value(
                    Checksum.valueOf(name),
                    json.requireString("value"),
                    Checksum.Kind.valueOf(json.requireString("kind")))),
        pieces);
  }

  static Map<String, String> texts(Json.Obj object) {
    var texts = new TreeMap<String, String>();
    object
        .members()
        .forEach((name, value) -> texts.put(name, value instanceof Json.Str(var t) ? t : ""));
    return texts;
  }
}
