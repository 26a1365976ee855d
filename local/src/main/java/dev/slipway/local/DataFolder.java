package dev.slipway.local;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder with everything that survives the process; one process at a time has it.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// @throws StartException when another process has the folder
  static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartException(
            "Another Slipway runs on the data folder %s; stop it, or choose another folder with --data"
                .formatted(path));
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StartException(
          "The data folder %s cannot be used: %s".formatted(path, e.getMessage()));
    }
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
      var draft = at("endpoint.json.new");
      Files.writeString(draft, endpoint.text() + "\n");
      Files.move(draft, at("endpoint.json"), StandardCopyOption.ATOMIC_MOVE);
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
