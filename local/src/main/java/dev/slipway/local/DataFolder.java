package dev.slipway.local;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder with everything that survives the process; one process at a time has it.
///
/// `format` says how its files are to be read, `lock` which process has it.
final class DataFolder implements AutoCloseable {
  /// Raise it when an earlier Slipway could not read what this one writes, and migrate the folders
  /// of earlier ones in [#readable].
  private static final int FORMAT = 1;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// @throws StartException when another process has the folder, or a newer Slipway wrote it
  static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var lock = path.resolve("lock");
      var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartException(
            "Another Slipway, process %s, has the data folder %s; stop it, or choose another folder with --data"
                .formatted(Files.readString(lock).strip(), path));
      }
      var folder = new DataFolder(path, channel);
      try {
        folder.sign();
        folder.readable();
        return folder;
      } catch (IOException | StartException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartException(
          "The data folder %s cannot be used: %s".formatted(path, e.getMessage()));
    }
  }

  /// Says who has it.
  private void sign() throws IOException {
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
  }

  /// A folder without a format is new, or older than formats are; both read as the first.
  private void readable() throws IOException {
    var file = at("format");
    var found = Files.exists(file) ? Files.readString(file).strip() : "1";
    if (!found.matches("[1-9][0-9]{0,8}")) {
      throw new StartException(
          "The data folder %s is damaged: its format is \"%s\"; choose another folder with --data"
              .formatted(path, found));
    }
    if (Integer.parseInt(found) > FORMAT) {
      throw new StartException(
          "A newer Slipway wrote the data folder %s (format %s, this one reads up to %d); update Slipway, or choose another folder with --data"
              .formatted(path, found, FORMAT));
    }
    replace("format", FORMAT + "\n");
  }

  /// All of it or nothing, whenever the process ends.
  private void replace(String name, String content) throws IOException {
    var draft = at(name + ".new");
    Files.writeString(draft, content);
    Files.move(draft, at(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  Path at(String name) {
    return path.resolve(name);
  }

  /// Tells the command line where the platform is.
  void announce(String url, String aws) {
    var endpoint =
        Json.object()
            .put("url", url)
            .put("aws", aws)
            .put("pid", (double) ProcessHandle.current().pid())
            .build();
    try {
      replace("endpoint.json", endpoint.text() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(at("endpoint.json"));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
