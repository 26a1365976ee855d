package dev.slipway.local.objects;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where the bytes of objects are, each body under an id and never changed. A body counts only when
/// the index names it, so one that was cut off by the end of the process is swept away at the next
/// start.
interface Bodies {
  /// Takes a new body; it is there once the stream is closed.
  OutputStream create(String id) throws IOException;

  /// @throws NoSuchFileException when it was removed meanwhile
  InputStream open(String id) throws IOException;

  void remove(String id);

  /// Removes what the index does not name.
  void sweep(Set<String> named);

  /// Bodies as files.
  static Bodies files(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for objects cannot be made", e);
    }
    return new Bodies() {
      @Override
      public OutputStream create(String id) throws IOException {
        var file = at(id);
        Files.createDirectories(file.getParent());
        return Files.newOutputStream(file);
      }

      private Path at(String id) {
        return folder.resolve(id.substring(0, 2)).resolve(id);
      }

      @Override
      public InputStream open(String id) throws IOException {
        return Files.newInputStream(at(id));
      }

      @Override
      public void remove(String id) {
        try {
          Files.deleteIfExists(at(id));
        } catch (IOException e) {
          System.getLogger("slipway.objects")
              .log(System.Logger.Level.WARNING, "the body %s stays".formatted(id), e);
        }
      }

      @Override
      public void sweep(Set<String> named) {
        try (var files = Files.walk(folder, 2)) {
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(id -> !named.contains(id))
              .forEach(this::remove);
        } catch (IOException e) {
          throw new UncheckedIOException("the folder of objects cannot be read", e);
        }
      }
    };
  }

  /// Bodies that end with the process.
  static Bodies inMemory() {
    Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    return new Bodies() {
      @Override
      public OutputStream create(String id) {
        return new ByteArrayOutputStream() {
          @Override
          public void close() {
            bodies.put(id, toByteArray());
          }
        };
      }

      @Override
      public InputStream open(String id) throws IOException {
        var body = bodies.get(id);
        if (body == null) {
          throw new NoSuchFileException(id);
        }
        return new ByteArrayInputStream(body);
      }

      @Override
      public void remove(String id) {
        bodies.remove(id);
      }

      @Override
      public void sweep(Set<String> named) {
        bodies.keySet().retainAll(named);
      }
    };
  }
}
