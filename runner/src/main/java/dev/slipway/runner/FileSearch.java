package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Finds files by patterns as `@actions/glob` does: relative to a folder, `!` takes back what came
/// before, a folder stands for all in it, links to folders are not followed; folder by folder, each
/// in the order of its names.
final class FileSearch {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing((Path path) -> String.valueOf(path.getFileName()));

  private final Path root;
  private final Bounds bounds;
  private final List<PathPattern> patterns = new ArrayList<>();
  private final List<Path> found = new ArrayList<>();

  /// Where files may lie.
  enum Bounds {
    /// Nothing outside the folder is found, whatever patterns say.
    FOLDER,
    ANYWHERE
  }

  FileSearch(Path root, List<String> texts) {
    this(root, texts, Bounds.FOLDER);
  }

  FileSearch(Path root, List<String> texts, Bounds bounds) {
    this.root = root;
    this.bounds = bounds;
    for (var text : texts) {
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> patterns.add(PathPattern.of(root, line)));
    }
  }

  /// The files, each once.
  List<Path> files() throws IOException {
    for (var start : starts()) {
      if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
        visit(start);
      }
    }
    return found;
  }

  /// Where to begin: the folders that patterns name before their first star, without those that lie
  /// in another one.
  List<Path> starts() {
    var all = new LinkedHashSet<Path>();
    for (var pattern : patterns) {
      var start = pattern.start();
      if (pattern.negated()) {
        continue;
      }
      if (bounds == Bounds.ANYWHERE || start.startsWith(root)) {
        all.add(start);
      } else if (root.startsWith(start)) {
        all.add(root);
      }
    }
    return all.stream()
        .filter(one -> all.stream().noneMatch(other -> !other.equals(one) && one.startsWith(other)))
        .toList();
  }

  private void visit(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      if (matches(path) && Files.isRegularFile(path)) {
        found.add(path);
      }
      return;
    }
    if (patterns.stream().noneMatch(one -> !one.negated() && one.leadsThrough(path))) {
      return;
    }
    try (var children = Files.list(path)) {
      for (var child : children.sorted(BY_NAME).toList()) {
        visit(child);
      }
    }
  }

  private boolean matches(Path path) {
    var matches = false;
    for (var pattern : patterns) {
      if (pattern.matches(path)) {
        matches = !pattern.negated();
      }
    }
    return matches;
  }
}
