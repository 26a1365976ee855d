package dev.slipway.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The folders of one job, gone when it is over: the workspace, empty until a checkout, and a
/// temporary folder. Tools are kept between jobs.
record Workspace(Path root, Path workspace, Path temp, Path toolCache) implements AutoCloseable {
  static Workspace create(Path base, Path toolCache, String repositoryName) {
    try {
      Files.createDirectories(base);
      Files.createDirectories(toolCache);
      // Without links in it, so that a process that asks where it is hears the same path.
      var root = Files.createTempDirectory(base, "job-").toRealPath();
      var workspace = root.resolve("work").resolve(repositoryName).resolve(repositoryName);
      var temp = root.resolve("temp");
      Files.createDirectories(workspace);
      Files.createDirectories(temp);
      return new Workspace(root, workspace, temp, toolCache);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the job under " + base, e);
    }
  }

  @Override
  public void close() {
    try {
      delete(root);
    } catch (IOException _) {
      // A process that outlived its job may still write; the machine's temp cleaner gets the rest.
    }
  }

  /// Deletes a file or a folder with all that is in it, also where steps took the right to away.
  /// Links are deleted, never followed.
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            allow(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void allow(Path directory) {
    var file = directory.toFile();
    if (!file.canWrite() || !file.canExecute() || !file.canRead()) {
      // What fails here fails again, and is told, when the folder is deleted.
      var _ = file.setReadable(true) && file.setWritable(true) && file.setExecutable(true);
    }
  }
}
