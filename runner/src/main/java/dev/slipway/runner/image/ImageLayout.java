package dev.slipway.runner.image;

import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A folder that holds an image as the OCI image layout describes it. The same files give the same
/// bytes: layers are sorted, and their times are the one that is given.
///
/// Reference: the OCI image specification 1.1, `image-layout.md`, `manifest.md`, `config.md`.
final class ImageLayout {
  private static final String TYPE = "application/vnd.oci.image.";

  private final Path folder;
  private final Instant time;

  /// @param time of everything in the image
  ImageLayout(Path folder, Instant time) {
    this.folder = folder;
    this.time = time;
  }

  /// What was written.
  ///
  /// @param digest of the manifest, by which the image is known
  /// @param id of the configuration, which Docker calls the image's id
  record Written(String digest, String id) {}

  private record Blob(String digest, long size, String content) {}

  Written write(Stage stage, List<String> tags) throws IOException {
    Files.createDirectories(blobs());
    Files.writeString(
        folder.resolve("oci-layout"),
        Json.object().put("imageLayoutVersion", "1.0.0").build().text());
    var layers = new ArrayList<Blob>();
    for (var layer : stage.layers()) {
      layers.add(layer(layer.items()));
    }
    var config = blob(config(stage, layers));
    var manifest = blob(manifest(stage, config, layers));
    Files.writeString(folder.resolve("index.json"), index(manifest, tags).text());
    return new Written(manifest.digest(), config.digest());
  }

  private Json.Obj config(Stage stage, List<Blob> layers) {
    var history =
        stage.layers().stream()
            .map(layer ->
                Json.object().put("created", time.toString()).put("created_by", layer.by()).build())
            .toList();
    return Json.object()
        .put("created", time.toString())
        .put("architecture", architecture())
        .put("os", "linux")
        .put("config", stage.config())
        .put(
            "rootfs",
            Json.object()
                .put("type", "layers")
                .put("diff_ids", Json.strings(layers.stream().map(Blob::content).toList()))
                .build())
        .put("history", Json.array(history))
        .build();
  }

  private static Json.Obj manifest(Stage stage, Blob config, List<Blob> layers) {
    var manifest =
        Json.object()
            .put("schemaVersion", 2)
            .put("mediaType", TYPE + "manifest.v1+json")
            .put("config", descriptor("config.v1+json", config))
            .put(
                "layers",
                Json.array(
                    layers.stream().map(blob -> descriptor("layer.v1.tar+gzip", blob)).toList()));
    stage
        .base()
        .ifPresent(base ->
            manifest.put(
                "annotations",
                Json.object().put("org.opencontainers.image.base.name", base).build()));
    return manifest.build();
  }

  private static Json.Obj index(Blob manifest, List<String> tags) {
    var plain = descriptor("manifest.v1+json", manifest);
    var entries =
        tags.isEmpty()
            ? List.of(plain)
            : tags.stream()
                .map(tag ->
                    plain.with(
                        "annotations",
                        Json.object().put("org.opencontainers.image.ref.name", tag).build()))
                .toList();
    return Json.object()
        .put("schemaVersion", 2)
        .put("mediaType", TYPE + "index.v1+json")
        .put("manifests", Json.array(entries))
        .build();
  }

  private static Json.Obj descriptor(String type, Blob blob) {
    return Json.object()
        .put("mediaType", TYPE + type)
        .put("digest", blob.digest())
        .put("size", (double) blob.size())
        .build();
  }

  private Blob layer(List<Item> items) throws IOException {
    var packed = sha256();
    var plain = sha256();
    var file = Files.createTempFile(blobs(), "layer", ".part");
    try (OutputStream out =
            new GZIPOutputStream(
                new DigestOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(file)), packed));
        var tar = new LayerTar(new DigestOutputStream(out, plain), time)) {
      tar.write(items);
    }
    var digest = hex(packed);
    var size = Files.size(file);
    Files.move(file, blobs().resolve(digest), StandardCopyOption.REPLACE_EXISTING);
    return new Blob("sha256:" + digest, size, "sha256:" + hex(plain));
  }

  private Blob blob(Json.Obj json) throws IOException {
    var bytes = json.bytes();
    var digest = Digest.sha256(bytes).hex();
    Files.write(blobs().resolve(digest), bytes);
    return new Blob("sha256:" + digest, bytes.length, "sha256:" + digest);
  }

  private Path blobs() {
    return folder.resolve("blobs/sha256");
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch", "")) {
      case "aarch64" -> "arm64";
      case "amd64", "x86_64" -> "amd64";
      case String other -> other;
    };
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
