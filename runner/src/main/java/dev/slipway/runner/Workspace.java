package dev.slipway.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
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
      var root = Files.createTempDirectory(base, "job-");
      var workspace = root.resolve("work").resolve(repositoryName).resolve(repositoryName);
      var temp = root.resolve("temp");
      Files.createDirectories(workspace);
      Files.createDirectories(temp);
      return new Workspace(root, workspace, temp, toolCache);
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for the job under " + base, e);
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

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
