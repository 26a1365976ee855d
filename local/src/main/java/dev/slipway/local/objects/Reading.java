package dev.slipway.local.objects;

import dev.slipway.local.wire.AwsError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `GetObject` and `HeadObject`.
final class Reading {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final List<String> OVERRIDES =
      List.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  /// Which bytes.
  private record Slice(long from, long length) {}

  private final Index index;
  private final Bodies bodies;
  private final S3Request request;

  Reading(Index index, Bodies bodies, S3Request request) {
    this.index = index;
    this.bodies = bodies;
    this.request = request;
  }

  void answer() throws IOException {
    try {
      answer(index.require(request.bucket(), request.key()));
    } catch (NoSuchFileException _) {
      // Replaced between the look into the index and the opening: what replaced it is there.
      answer(index.require(request.bucket(), request.key()));
    }
  }

  private void answer(StoredObject object) throws IOException {
    var known = request.conditions().isKnown(object);
    Answers.header(request, "ETag", Answers.quoted(object.etag()));
    Answers.header(request, "Last-Modified", Answers.httpTime(object.modified()));
    if (known) {
      Answers.nothing(request, 304);
      return;
    }
    var slice = slice(object);
    var whole = slice.isEmpty();
    var from = slice.map(Slice::from).orElse(0L);
    var length = slice.map(Slice::length).orElse(object.size());
    describe(object, whole);
    slice.ifPresent(_ ->
        Answers.header(
            request,
            "Content-Range",
            "bytes %d-%d/%d".formatted(from, from + length - 1, object.size())));
    var exchange = request.exchange();
    var status = whole ? 200 : 206;
    if (request.method().equals("HEAD")) {
      Answers.header(request, "Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    try (var in = Content.of(bodies, object, from, length)) {
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
      try (var out = exchange.getResponseBody()) {
        in.transferTo(out);
      }
    }
  }

  private void describe(StoredObject object, boolean whole) {
    object.headers().forEach((name, value) -> Answers.header(request, name, value));
    for (var name : OVERRIDES) {
      request
          .parameter("response-" + name)
          .ifPresent(value -> Answers.header(request, name, value));
    }
    Answers.header(request, "Accept-Ranges", "bytes");
    if (!object.tags().isEmpty()) {
      Answers.header(request, "x-amz-tagging-count", Integer.toString(object.tags().size()));
    }
    var wanted = request.header("x-amz-checksum-mode").filter("ENABLED"::equalsIgnoreCase);
    if (wanted.isPresent() && whole) {
      object.checksum().ifPresent(sum -> Answers.checksum(request, sum));
    }
  }

  private Optional<Slice> slice(StoredObject object) {
    var part = request.parameter("partNumber");
    if (part.isPresent()) {
      return Optional.of(part(object, request.number("partNumber", 1, 1, 10_000)));
    }
    var match =
        request.header("Range").map(RANGE::matcher).filter(java.util.regex.Matcher::matches);
    if (match.isEmpty() || (match.get().group(1).isEmpty() && match.get().group(2).isEmpty())) {
      return Optional.empty();
    }
    var first = match.get().group(1);
    var last = match.get().group(2);
    var size = object.size();
    if (first.isEmpty()) {
      var length = Math.min(Long.parseLong(last), size);
      return inside(new Slice(size - length, length), size);
    }
    var from = Long.parseLong(first);
    var to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return Optional.empty();
    }
    return inside(new Slice(from, to - from + 1), size);
  }

  private static Optional<Slice> inside(Slice slice, long size) {
    if (slice.from() >= size || slice.length() <= 0) {
      throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return Optional.of(slice);
  }

  private Slice part(StoredObject object, int number) {
    if (number > object.pieces().size()) {
      throw new AwsError(416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
    }
    if (object.isMultipart()) {
      Answers.header(request, "x-amz-mp-parts-count", Integer.toString(object.pieces().size()));
    }
    var from =
        object.pieces().stream().limit(number - 1L).mapToLong(StoredObject.Piece::size).sum();
    return new Slice(from, object.pieces().get(number - 1).size());
  }
}
