package dev.slipway.runner.storage;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A folder of entries, each a content with what is known of it. An entry is made aside and moved
/// to its place, so that many jobs and processes may read and write at once.
final class Shelf {
  private static final String CONTENT = "content";
  private static final String ABOUT = "about.json";

  private final Path folder;

  Shelf(Path folder) {
    this.folder = folder;
  }

  /// One entry.
  record Entry(String name, Path content, Json.Obj about) {}

  /// A new empty file for a content, on the same disk.
  Path stage() {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, ".stage-").resolve(CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing can be stored in " + folder, e);
    }
  }

  /// Puts a staged content in its place.
  ///
  /// @return false when there is an entry of that name
  boolean put(String name, Path staged, Json.Obj about) {
    var aside = folderOf(staged);
    try {
      Files.write(aside.resolve(ABOUT), about.bytes());
      Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      delete(aside);
      if (Files.isDirectory(folder.resolve(name))) {
        return false;
      }
      throw new UncheckedIOException("%s cannot be stored".formatted(name), e);
    }
  }

  /// Gives up a staged content.
  static void drop(Path staged) {
    delete(folderOf(staged));
  }

  private static Path folderOf(Path staged) {
    return Optional.ofNullable(staged.getParent()).orElseThrow();
  }

  Optional<Entry> find(String name) {
    return read(folder.resolve(name));
  }

  /// All entries that are whole.
  List<Entry> all() {
    var entries = new ArrayList<Entry>();
    try (var names = Files.newDirectoryStream(folder, path -> !isHidden(path))) {
      names.forEach(path -> read(path).ifPresent(entries::add));
    } catch (NoSuchFileException _) {
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(folder), e);
    }
    return entries;
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static Optional<Entry> read(Path path) {
    var about = path.resolve(ABOUT);
    try {
      return Optional.of(
          new Entry(
              String.valueOf(path.getFileName()),
              path.resolve(CONTENT),
              Json.parseObject(Files.readAllBytes(about))));
    } catch (IOException | MalformedJsonException _) {
      return Optional.empty();
    }
  }

  /// Takes an entry away. Who reads it reads on.
  boolean remove(String name) {
    try {
      var aside = Files.createTempDirectory(folder, ".gone-").resolve(name);
      Files.move(folder.resolve(name), aside, StandardCopyOption.ATOMIC_MOVE);
      delete(folderOf(aside));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Notes that an entry was used now.
  static void touch(Entry entry, Json.Obj about) {
    try {
      var folder = folderOf(entry.content());
      var aside = Files.createTempFile(folder, ".about-", "");
      Files.write(aside, about.bytes());
      Files.move(aside, folder.resolve(ABOUT), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException _) {
      // It was taken away in the meantime.
    }
  }

  static void delete(Path path) {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // Another process cleans up at the same time.
    }
  }
}
