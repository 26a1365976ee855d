package dev.slipway.local.objects;

import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.Xml;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is done with whole objects.
final class ObjectOperations {
  private static final Checksum USUAL = Checksum.CRC64NVME;

  private final Index index;
  private final Bodies bodies;
  private final Chance chance;
  private final InstantSource clock;
  private final Objects.Listener listener;

  ObjectOperations(
      Index index, Bodies bodies, Chance chance, InstantSource clock, Objects.Listener listener) {
    this.index = index;
    this.bodies = bodies;
    this.chance = chance;
    this.clock = clock;
    this.listener = listener;
  }

  void answer(S3Request request) throws IOException {
    if (request.asks("tagging")) {
      tagging(request);
      return;
    }
    switch (request.method()) {
      case "PUT" -> {
        if (request.asks("acl")) {
          index.require(request.bucket(), request.key());
          Answers.nothing(request, 200);
        } else if (request.header("x-amz-copy-source").isPresent()) {
          copy(request);
        } else {
          put(request);
        }
      }
      case "GET", "HEAD" -> {
        if (request.asks("acl")) {
          index.require(request.bucket(), request.key());
          Answers.xml(request, BucketOperations.acl());
        } else if (request.asks("attributes")) {
          attributes(request);
        } else {
          new Reading(index, bodies, request).answer();
        }
      }
      case "DELETE" -> {
        remove(request.bucket(), request.key(), request.conditions());
        Answers.nothing(request, 204);
      }
      default -> throw S3Errors.method();
    }
  }

  private void put(S3Request request) throws IOException {
    index.require(request.bucket());
    var headers = request.objectHeaders();
    var tags = request.tags();
    request.conditions().check(index.find(request.bucket(), request.key()));
    var arrived = new Incoming(request, bodies, chance.uuid()).receive(USUAL);
    var object =
        new StoredObject(
            arrived.md5(),
            clock.instant(),
            headers,
            tags,
            Optional.of(arrived.checksum()),
            List.of(arrived.piece()));
    try {
      keep(request.bucket(), request.key(), object, request.conditions(), "ObjectCreated:Put");
    } catch (RuntimeException e) {
      bodies.remove(arrived.piece().id());
      throw e;
    }
    Answers.header(request, "ETag", Answers.quoted(object.etag()));
    Answers.checksum(request, arrived.checksum());
    Answers.nothing(request, 200);
  }

  void keep(String bucket, String key, StoredObject object, Conditions conditions, String event) {
    index.put(bucket, key, object, conditions);
    listener.happened(new Objects.Event(event, bucket, key, object.size(), object.etag()));
  }

  void remove(String bucket, String key, Conditions conditions) {
    if (index.remove(bucket, key, conditions)) {
      listener.happened(new Objects.Event("ObjectRemoved:Delete", bucket, key, 0, ""));
    }
  }

  private void copy(S3Request request) throws IOException {
    index.require(request.bucket());
    var source = Source.of(index, request);
    var replaces = request.header("x-amz-metadata-directive").filter("REPLACE"::equals).isPresent();
    var replacesTags =
        request.header("x-amz-tagging-directive").filter("REPLACE"::equals).isPresent();
    var same = source.bucket().equals(request.bucket()) && source.key().equals(request.key());
    if (same && !replaces && !replacesTags && request.header("x-amz-storage-class").isEmpty()) {
      throw S3Errors.request(
          "InvalidRequest",
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
    var before = source.object();
    var pieces = same ? before.pieces() : List.of(source.duplicate(bodies, chance.uuid()));
    var object =
        new StoredObject(
            before.etag(),
            clock.instant(),
            replaces ? request.objectHeaders() : before.headers(),
            replacesTags ? request.tags() : before.tags(),
            before.checksum(),
            pieces);
    keep(request.bucket(), request.key(), object, request.conditions(), "ObjectCreated:Copy");
    var xml =
        new Xml()
            .open("CopyObjectResult", Objects.NAMESPACE)
            .put("LastModified", Answers.isoTime(object.modified()))
            .put("ETag", Answers.quoted(object.etag()));
    object
        .checksum()
        .ifPresent(sum ->
            xml.put(sum.algorithm().element(), sum.base64())
                .put("ChecksumType", sum.kind().name()));
    Answers.xml(request, xml.close("CopyObjectResult"));
  }

  private void tagging(S3Request request) throws IOException {
    switch (request.method()) {
      case "GET" ->
          Answers.xml(request, Tags.write(index.require(request.bucket(), request.key()).tags()));
      case "PUT" -> {
        var tags = Tags.read(request.xml());
        index.change(
            request.bucket(), request.key(), object -> object.described(object.headers(), tags));
        Answers.nothing(request, 200);
      }
      case "DELETE" -> {
        index.change(
            request.bucket(),
            request.key(),
            object -> object.described(object.headers(), Map.of()));
        Answers.nothing(request, 204);
      }
      default -> throw S3Errors.method();
    }
  }

  private void attributes(S3Request request) throws IOException {
    var object = index.require(request.bucket(), request.key());
    var wanted = request.header("x-amz-object-attributes").orElse("");
    Answers.header(request, "Last-Modified", Answers.httpTime(object.modified()));
    var xml = new Xml().open("GetObjectAttributesResponse", Objects.NAMESPACE);
    if (wanted.contains("ETag")) {
      xml.put("ETag", object.etag());
    }
    if (wanted.contains("Checksum") && object.checksum().isPresent()) {
      var sum = object.checksum().get();
      xml.open("Checksum")
          .put(sum.algorithm().element(), sum.base64())
          .put("ChecksumType", sum.kind().name())
          .close("Checksum");
    }
    if (wanted.contains("ObjectParts") && object.isMultipart()) {
      xml.open("ObjectParts").put("PartsCount", object.pieces().size()).close("ObjectParts");
    }
    if (wanted.contains("StorageClass")) {
      xml.put("StorageClass", "STANDARD");
    }
    if (wanted.contains("ObjectSize")) {
      xml.put("ObjectSize", object.size());
    }
    Answers.xml(request, xml.close("GetObjectAttributesResponse"));
  }

  /// Stores bytes that come from within.
  void put(String bucket, String key, byte[] body, Map<String, String> headers) throws IOException {
    var id = chance.uuid();
    try (var out = bodies.create(id)) {
      out.write(body);
    }
    var sum = USUAL.sum();
    sum.add(body, 0, body.length);
    var all = new TreeMap<>(headers);
    all.putIfAbsent("content-type", "binary/octet-stream");
    var object =
        new StoredObject(
            java.util.HexFormat.of().formatHex(Checksum.digest("MD5").digest(body)),
            clock.instant(),
            all,
            Map.of(),
            Optional.of(
                new Checksum.Value(USUAL, Checksum.base64(sum.value()), Checksum.Kind.FULL_OBJECT)),
            List.of(new StoredObject.Piece(id, body.length)));
    keep(bucket, key, object, Conditions.NONE, "ObjectCreated:Put");
  }
}
