package dev.slipway.runner.image;

import dev.slipway.runner.image.Item.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files that a build may copy: a folder without what its `.dockerignore` leaves out. Nothing
/// outside the folder is ever read: links are copied as links.
final class Context {
  /// A context of more would fill the machine before it fills an image.
  private static final int MOST_FILES = 100_000;

  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  /// Path inside the context → what is there.
  private final TreeMap<String, Item> items = new TreeMap<>();

  private Context() {}

  /// @throws UnbuildableException when there is too much
  static Context of(Path folder) {
    var context = new Context();
    var ignored = Ignored.read(folder.resolve(".dockerignore"));
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var path = folder.relativize(file).toString().replace('\\', '/');
        if (!path.isEmpty() && !ignored.matches(path)) {
          context.items.put(path, item(path, file));
        }
        if (context.items.size() > MOST_FILES) {
          throw new UnbuildableException(
              "the context has more than %,d files; name what to leave out in .dockerignore"
                  .formatted(MOST_FILES));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return context;
  }

  private static Item item(String path, Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return new Item.Link(path, Owner.ROOT, Files.readSymbolicLink(file).toString());
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Item.Folder(path, EXECUTABLE, Owner.ROOT);
    }
    return new Item.File(path, Files.isExecutable(file) ? EXECUTABLE : PLAIN, Owner.ROOT, file);
  }

  /// Everything there is.
  Map<String, Item> items() {
    return items;
  }

  /// The lines of `.dockerignore`: the last that matches a path, or a folder above it, decides.
  private record Ignored(List<Line> lines) {
    private record Line(boolean back, PathMatcher matcher) {}

    static Ignored read(Path file) {
      var lines = new ArrayList<Line>();
      try {
        for (var line : Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of()) {
          var text = line.strip();
          if (!text.isEmpty() && !text.startsWith("#")) {
            var back = text.startsWith("!");
            lines.add(new Line(back, Globs.of(back ? text.substring(1) : text)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Ignored(lines);
    }

    boolean matches(String path) {
      var whole = FileSystems.getDefault().getPath(path);
      var ignored = false;
      for (var line : lines) {
        for (var count = 1; count <= whole.getNameCount(); count++) {
          if (line.matcher().matches(whole.subpath(0, count))) {
            ignored = !line.back();
            break;
          }
        }
      }
      return ignored;
    }
  }
}
