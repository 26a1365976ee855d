package dev.slipway.runner.protocol;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Files that clients put and get at signed addresses, as Azure's block blobs: whole, or block by
/// block in any order and then a list of them.
final class Blobs {
  private static final int MOST_BLOCKS = 50_000;
  private static final int LARGEST_LIST = 16 * 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("<(?:Latest|Uncommitted|Committed)>([^<]+)</");

  private final Secrets secrets;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final Map<String, Path> downloads = new ConcurrentHashMap<>();

  Blobs(Secrets secrets) {
    this.secrets = secrets;
  }

  /// A file that is being put.
  ///
  /// @param content where it is when it is whole
  private record Upload(Path content) {
    Path block(String id) {
      return content.resolveSibling(
          "block-" + HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// An address to put a file at.
  ///
  /// @return its path and query
  String toPut(Path content) {
    var name = secrets.random();
    uploads.put(name, new Upload(content));
    return "/blobs/job/" + name;
  }

  /// An address to get a file from.
  String toGet(Path content) {
    var name = secrets.random();
    downloads.put(name, content);
    return "/blobs/job/" + name;
  }

  Answer answer(Request request) throws IOException {
    var name = request.path().replaceFirst("^/blobs/job/", "");
    return switch (request.method()) {
      case "PUT" -> {
        var upload = uploads.get(name);
        yield upload == null ? Answer.empty(404) : put(upload, request);
      }
      case "GET", "HEAD" -> {
        var file = downloads.get(name);
        yield file == null || !Files.isRegularFile(file)
            ? Answer.empty(404)
            : new Answer.Content(file, "application/zip");
      }
      default -> Answer.empty(405);
    };
  }

  private static Answer put(Upload upload, Request request) throws IOException {
    switch (request.query().getOrDefault("comp", "")) {
      case "block" -> write(request, upload.block(id(request)));
      case "blocklist" -> join(upload, list(request));
      default -> write(request, upload.content());
    }
    return new Answer.Empty(
        201,
        Map.of(
            "ETag", "\"0x1\"",
            "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT",
            "x-ms-request-server-encrypted", "true",
            "x-ms-version", request.header("x-ms-version").orElse("2025-01-05")));
  }

  private static String id(Request request) {
    var id = request.query().getOrDefault("blockid", "");
    if (id.isEmpty() || id.length() > 120) {
      throw new Request.BadRequestException("A block has an id of 1 to 120 characters");
    }
    return id;
  }

  /// A block that comes twice is the one that came last.
  private static void write(Request request, Path file) throws IOException {
    var aside = Files.createTempFile(file.getParent(), ".put-", "");
    try (var out = Files.newOutputStream(aside)) {
      request.body().transferTo(out);
    }
    var said = request.header("Content-Length").map(Long::parseLong);
    if (said.isPresent() && said.get() != Files.size(aside)) {
      throw new Request.BadRequestException("The body is not as long as it says");
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String list(Request request) throws IOException {
    return new String(request.body().readNBytes(LARGEST_LIST), StandardCharsets.UTF_8);
  }

  private static void join(Upload upload, String list) throws IOException {
    var ids = BLOCK.matcher(list).results().map(found -> found.group(1)).toList();
    if (ids.size() > MOST_BLOCKS) {
      throw new Request.BadRequestException(
          "The file has %d blocks; at most %d are taken".formatted(ids.size(), MOST_BLOCKS));
    }
    try (var out =
        FileChannel.open(upload.content(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (var id : ids) {
        var block = upload.block(id);
        if (!Files.exists(block)) {
          throw new Request.BadRequestException("There is no block " + id);
        }
        append(block, out);
        Files.delete(block);
      }
    }
  }

  private static void append(Path block, FileChannel out) throws IOException {
    try (var in = FileChannel.open(block, StandardOpenOption.READ)) {
      var size = in.size();
      for (var done = 0L; done < size; ) {
        done += in.transferTo(done, size - done, out);
      }
    }
  }

  /// What lies beside a content that is whole is not needed any more.
  static Optional<Path> whole(Path content) {
    return Files.isRegularFile(content) ? Optional.of(content) : Optional.empty();
  }
}
