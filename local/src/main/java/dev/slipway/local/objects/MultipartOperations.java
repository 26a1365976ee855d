package dev.slipway.local.objects;

import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.Xml;
import dev.slipway.local.wire.XmlNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Uploads in parts.
final class MultipartOperations {
  private static final long LEAST_PART = 5L << 20;
  private static final int MOST_PARTS = 10_000;

  private final Index index;
  private final Uploads uploads;
  private final Bodies bodies;
  private final ObjectOperations objects;
  private final Chance chance;
  private final InstantSource clock;

  MultipartOperations(
      Index index,
      Uploads uploads,
      Bodies bodies,
      ObjectOperations objects,
      Chance chance,
      InstantSource clock) {
    this.index = index;
    this.uploads = uploads;
    this.bodies = bodies;
    this.objects = objects;
    this.chance = chance;
    this.clock = clock;
  }

  void answer(S3Request request) throws IOException {
    switch (request.method()) {
      case "POST" -> {
        if (request.asks("uploads")) {
          create(request);
        } else {
          complete(request);
        }
      }
      case "PUT" -> {
        if (request.header("x-amz-copy-source").isPresent()) {
          copyPart(request);
        } else {
          putPart(request);
        }
      }
      case "GET" -> listParts(request);
      case "DELETE" -> {
        uploads.end(uploads.require(request).id(), List.of());
        Answers.nothing(request, 204);
      }
      default -> throw S3Errors.method();
    }
  }

  private void create(S3Request request) throws IOException {
    index.require(request.bucket());
    var algorithm = request.header("x-amz-checksum-algorithm").flatMap(Checksum::named);
    var kind =
        request
            .header("x-amz-checksum-type")
            .map(name ->
                name.equals("FULL_OBJECT") ? Checksum.Kind.FULL_OBJECT : Checksum.Kind.COMPOSITE)
            .or(() -> algorithm.map(Checksum::usualKind))
            .orElse(Checksum.Kind.FULL_OBJECT);
    var upload =
        new Uploads.Upload(
            chance.uuid().replace("-", ""),
            request.bucket(),
            request.key(),
            clock.instant(),
            request.objectHeaders(),
            request.tags(),
            algorithm,
            kind);
    uploads.start(upload);
    algorithm.ifPresent(one -> {
      Answers.header(request, "x-amz-checksum-algorithm", one.name());
      Answers.header(request, "x-amz-checksum-type", kind.name());
    });
    Answers.xml(
        request,
        new Xml()
            .open("InitiateMultipartUploadResult", Objects.NAMESPACE)
            .put("Bucket", request.bucket())
            .put("Key", request.key())
            .put("UploadId", upload.id())
            .close("InitiateMultipartUploadResult"));
  }

  private StoredObject part(String md5, Checksum.Value checksum, StoredObject.Piece piece) {
    return new StoredObject(
        md5, clock.instant(), Map.of(), Map.of(), Optional.of(checksum), List.of(piece));
  }

  private void putPart(S3Request request) throws IOException {
    var number = request.number("partNumber", 0, 1, MOST_PARTS);
    var upload = uploads.require(request);
    var arrived =
        new Incoming(request, bodies, chance.uuid())
            .receive(upload.algorithm().orElse(Checksum.CRC64NVME));
    uploads.keep(upload, number, part(arrived.md5(), arrived.checksum(), arrived.piece()));
    Answers.header(request, "ETag", Answers.quoted(arrived.md5()));
    Answers.header(request, arrived.checksum().algorithm().header(), arrived.checksum().base64());
    Answers.nothing(request, 200);
  }

  private void copyPart(S3Request request) throws IOException {
    var number = request.number("partNumber", 0, 1, MOST_PARTS);
    var upload = uploads.require(request);
    var source = Source.of(index, request);
    var from = 0L;
    var length = source.object().size();
    var range = request.header("x-amz-copy-source-range");
    if (range.isPresent()) {
      var match =
          java.util.regex.Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})").matcher(range.get());
      if (!match.matches()
          || Long.parseLong(match.group(2)) >= length
          || Long.parseLong(match.group(1)) > Long.parseLong(match.group(2))) {
        throw S3Errors.argument(
            "The x-amz-copy-source-range value must be of the form bytes=first-last");
      }
      from = Long.parseLong(match.group(1));
      length = Long.parseLong(match.group(2)) - from + 1;
    }
    var id = chance.uuid();
    var md5 = Checksum.digest("MD5");
    var algorithm = upload.algorithm().orElse(Checksum.CRC64NVME);
    var sum = algorithm.sum();
    try (var in = Content.of(bodies, source.object(), from, length);
        var out = bodies.create(id)) {
      var buffer = new byte[64 * 1024];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        md5.update(buffer, 0, count);
        sum.add(buffer, 0, count);
      }
    }
    var value =
        new Checksum.Value(algorithm, Checksum.base64(sum.value()), Checksum.Kind.FULL_OBJECT);
    var part =
        part(HexFormat.of().formatHex(md5.digest()), value, new StoredObject.Piece(id, length));
    uploads.keep(upload, number, part);
    Answers.xml(
        request,
        new Xml()
            .open("CopyPartResult", Objects.NAMESPACE)
            .put("LastModified", Answers.isoTime(part.modified()))
            .put("ETag", Answers.quoted(part.etag()))
            .put(algorithm.element(), value.base64())
            .close("CopyPartResult"));
  }

  private void complete(S3Request request) throws IOException {
    var upload = uploads.require(request);
    var chosen = chosen(request.xml(), uploads.parts(upload.id()));
    var etags = new ByteArrayOutputStream();
    chosen.forEach(part -> etags.writeBytes(HexFormat.of().parseHex(part.etag())));
    var etag =
        HexFormat.of().formatHex(Checksum.digest("MD5").digest(etags.toByteArray()))
            + "-"
            + chosen.size();
    var pieces = chosen.stream().flatMap(part -> part.pieces().stream()).toList();
    var bare =
        new StoredObject(
            etag, clock.instant(), upload.headers(), upload.tags(), Optional.empty(), pieces);
    var sum = checksum(upload, chosen, bare);
    var object =
        new StoredObject(
            etag, bare.modified(), upload.headers(), upload.tags(), Optional.of(sum), pieces);
    request
        .header(sum.algorithm().header())
        .filter(given -> !given.equals(sum.base64()))
        .ifPresent(_ -> {
          throw S3Errors.request(
              "BadDigest",
              "The %s you specified did not match the calculated checksum."
                  .formatted(sum.algorithm()));
        });
    objects.keep(
        upload.bucket(),
        upload.key(),
        object,
        request.conditions(),
        "ObjectCreated:CompleteMultipartUpload");
    uploads.end(upload.id(), pieces);
    Answers.xml(
        request,
        new Xml()
            .open("CompleteMultipartUploadResult", Objects.NAMESPACE)
            .put("Location", "/" + upload.bucket() + "/" + upload.key())
            .put("Bucket", upload.bucket())
            .put("Key", upload.key())
            .put("ETag", Answers.quoted(etag))
            .put(sum.algorithm().element(), sum.base64())
            .put("ChecksumType", sum.kind().name())
            .close("CompleteMultipartUploadResult"));
  }

  private static List<StoredObject> chosen(XmlNode asked, Map<Integer, StoredObject> parts) {
    var chosen = new ArrayList<StoredObject>();
    var last = 0;
    for (var item : asked.all("Part")) {
      var text = item.textOf("PartNumber").filter(n -> n.matches("\\d{1,5}"));
      var number = Integer.parseInt(text.orElseThrow(S3Errors::malformed));
      if (number <= last) {
        throw S3Errors.request(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      last = number;
      var part = parts.get(number);
      var etag = item.textOf("ETag").map(one -> one.replace("\"", ""));
      if (part == null || etag.filter(part.etag()::equals).isEmpty()) {
        throw S3Errors.request(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.");
      }
      chosen.add(part);
    }
    if (chosen.isEmpty()) {
      throw S3Errors.malformed();
    }
    if (chosen.stream().limit(chosen.size() - 1L).anyMatch(part -> part.size() < LEAST_PART)) {
      throw S3Errors.request(
          "EntityTooSmall",
          "Your proposed upload is smaller than the minimum allowed object size.");
    }
    return chosen;
  }

  private Checksum.Value checksum(
      Uploads.Upload upload, List<StoredObject> parts, StoredObject whole) throws IOException {
    var algorithm = upload.algorithm().orElse(Checksum.CRC64NVME);
    var sum = algorithm.sum();
    if (upload.kind() == Checksum.Kind.COMPOSITE) {
      for (var part : parts) {
        var one = Base64.getDecoder().decode(part.checksum().orElseThrow().base64());
        sum.add(one, 0, one.length);
      }
      return new Checksum.Value(
          algorithm, Checksum.base64(sum.value()) + "-" + parts.size(), upload.kind());
    }
    try (var in = Content.of(bodies, whole, 0, whole.size())) {
      var buffer = new byte[64 * 1024];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.add(buffer, 0, count);
      }
    }
    return new Checksum.Value(algorithm, Checksum.base64(sum.value()), upload.kind());
  }

  private void listParts(S3Request request) throws IOException {
    var upload = uploads.require(request);
    var after = request.number("part-number-marker", 0, 0, MOST_PARTS);
    var most = request.number("max-parts", 1_000, 0, Integer.MAX_VALUE);
    var all = uploads.parts(upload.id()).tailMap(after + 1);
    var xml =
        new Xml()
            .open("ListPartsResult", Objects.NAMESPACE)
            .put("Bucket", upload.bucket())
            .put("Key", upload.key())
            .put("UploadId", upload.id())
            .put("PartNumberMarker", after)
            .put("MaxParts", most)
            .put("IsTruncated", all.size() > most)
            .put("StorageClass", "STANDARD");
    var page = all.entrySet().stream().limit(most).toList();
    if (all.size() > most && !page.isEmpty()) {
      xml.put("NextPartNumberMarker", page.getLast().getKey());
    }
    for (var entry : page) {
      var part = entry.getValue();
      xml.open("Part")
          .put("PartNumber", entry.getKey())
          .put("LastModified", Answers.isoTime(part.modified()))
          .put("ETag", Answers.quoted(part.etag()))
          .put("Size", part.size());
      part.checksum().ifPresent(sum -> xml.put(sum.algorithm().element(), sum.base64()));
      xml.close("Part");
    }
    Answers.xml(request, xml.close("ListPartsResult"));
  }

  void list(S3Request request) throws IOException {
    index.require(request.bucket());
    var prefix = request.parameter("prefix").orElse("");
    var xml =
        new Xml()
            .open("ListMultipartUploadsResult", Objects.NAMESPACE)
            .put("Bucket", request.bucket())
            .put("KeyMarker", request.parameter("key-marker").orElse(""))
            .put("UploadIdMarker", request.parameter("upload-id-marker").orElse(""))
            .put("Prefix", prefix)
            .put("MaxUploads", 1_000)
            .put("IsTruncated", false);
    for (var upload : uploads.of(request.bucket())) {
      if (upload.key().startsWith(prefix)) {
        xml.open("Upload")
            .put("Key", upload.key())
            .put("UploadId", upload.id())
            .put("StorageClass", "STANDARD")
            .put("Initiated", Answers.isoTime(upload.started()))
            .close("Upload");
      }
    }
    Answers.xml(request, xml.close("ListMultipartUploadsResult"));
  }
}
